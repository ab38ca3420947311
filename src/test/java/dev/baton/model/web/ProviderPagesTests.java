package dev.baton.model.web;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.baton.TestPeople.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.model.ModelFixtures;
import dev.baton.tenant.Role;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The pages about providers, as a browser without JavaScript meets them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ProviderPagesTests {

    private static final Pattern REMOVAL =
            Pattern.compile("action=\"(/providers/[0-9a-f-]{36}/models/[0-9a-f-]{36}/removal)\"");

    @RegisterExtension
    static final WireMockExtension PROVIDER =
            WireMockExtension.newInstance()
                    .options(options().bindAddress("127.0.0.1").dynamicPort())
                    .build();

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    private Tenant tenant;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        tenant = people.tenant();
        admin = as(Role.TENANT_ADMIN, tenant.id());
    }

    @Test
    void createsAConnectionWithItsModelsAndNeverShowsItsKeyAgain() {
        var path = create(admin, "models", "gpt-4o-mini\n\nhouse-model\n");

        assertThat(admin.open(path))
                .hasStatusOk()
                .bodyText()
                .contains("Main", "gpt-4o-mini", "house-model", "Price book", "No price")
                .doesNotContain(ModelFixtures.CANARY, "value-of-header");
        assertThat(admin.open(path + "/edit"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(ModelFixtures.CANARY, "value-of-header");
        assertThat(admin.open("/providers"))
                .hasStatusOk()
                .bodyText()
                .contains(path)
                .doesNotContain(ModelFixtures.CANARY);
    }

    @Test
    void narrowsTheListByKindAndText() {
        var path = create(admin, "models", "gpt-4o-mini");

        assertThat(admin.open("/providers?kind=openai&q=MAIN")).bodyText().contains(path);
        assertThat(admin.open("/providers?kind=anthropic"))
                .bodyText()
                .contains("Nothing matches", "id=\"filters\"")
                .doesNotContain(path);
        assertThat(admin.open("/providers?q=50%25")).bodyText().doesNotContain(path);
        assertThat(admin.open("/providers?kind=nonsense&sort=-name")).bodyText().contains(path);
    }

    @Test
    void triesANewConnectionAtOnceWhenAskedTo() {
        answer(okJson("{\"object\":\"list\",\"data\":[]}"));

        var path = create(admin, "then", "test");

        assertThat(admin.open(path)).bodyText().contains("Works").doesNotContain("Not tested yet");
        assertThat(admin.open(path + "/edit"))
                .bodyText()
                .contains("-X PATCH", "/api/v1/connections/" + path.substring("/providers/".length()));
    }

    @Test
    void asksForTheKeyAgainWhenSomethingElseIsWrong() {
        admin.open("/providers/new");

        var refused = admin.send("/providers", settings("baseUrl", "ftp://example.org"));

        assertThat(refused)
                .hasStatus(422)
                .bodyText()
                .contains(
                        "Type the key and the header values in again",
                        "The address must start with https:// or http://.",
                        "x-team")
                // To choose another language would lose what was typed.
                .doesNotContain(ModelFixtures.CANARY, "value-of-header", "/preferences/language");
        assertThat(admin.open("/providers")).bodyText().doesNotContain("ftp://example.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    provider              | oracle | There is no such kind of provider.
                    name                  | ''     | A name has 1 to 80 characters.
                    connectTimeoutSeconds | soon   | Use a number.
                    connectTimeoutSeconds | 1e9    | From 0.1 to 60 seconds.
                    totalTimeoutSeconds   | ''     | From 0.1 to 7,200 seconds.
                    """)
    void refusesAFaultyFieldAtItsPlace(String field, String value, String told) {
        admin.open("/providers/new");

        assertThat(admin.send("/providers", settings(field, value)))
                .hasStatus(422)
                .bodyText()
                .contains(told + "</a>");
    }

    @Test
    void listsNoModelWhoseNameIsTooLong() {
        admin.open("/providers/new");

        var refused = admin.send("/providers", settings("models", "m".repeat(121)));

        assertThat(refused).hasStatus(422).bodyText().contains("at most 120 characters");
        assertThat(admin.open("/providers")).bodyText().doesNotContain(PROVIDER.baseUrl());
    }

    @Test
    void savesSettingsAndKeepsTheKeyThatWasNotTypedIn() {
        answer(okJson("{\"object\":\"list\",\"data\":[]}"));
        var path = create(admin);
        admin.open(path + "/edit");

        var saved =
                admin.send(
                        path,
                        settings("name", "Renamed", "apiKey", "", "version", "0", "then", "test"));

        assertThat(saved).hasStatus3xxRedirection();
        assertThat(admin.open(path)).bodyText().contains("Renamed", "2c51", "Works");
    }

    @Test
    void refusesSettingsThatAreWrongAndThoseOfAnOlderVersion() {
        var path = create(admin);
        admin.open(path + "/edit");

        assertThat(admin.send(path, settings("name", "", "version", "0")))
                .hasStatus(422)
                .bodyText()
                .contains("A name has 1 to 80 characters.");
        assertThat(admin.send(path, settings("name", "Late"))).hasStatus(409);
        assertThat(admin.open(path)).bodyText().doesNotContain("Late");
    }

    @Test
    void takesTheKeyAwayWhenAskedTo() {
        var path = create(admin);
        admin.open(path + "/edit");

        admin.send(
                path,
                settings(
                        "apiKey", "", "removeKey", "true", "removeHeaders", "true", "version", "0"));

        assertThat(admin.open(path)).bodyText().doesNotContain("2c51");
    }

    @Test
    void switchesOffAndOnAndDeletes() {
        var path = create(admin);
        admin.open(path);

        assertThat(admin.send(path + "/deactivation")).hasStatus3xxRedirection();
        assertThat(admin.open(path)).bodyText().contains(path + "/activation");
        assertThat(admin.send(path + "/activation")).hasStatus3xxRedirection();
        assertThat(admin.open(path)).bodyText().contains(path + "/deactivation");
        assertThat(admin.send(path + "/removal")).hasRedirectedUrl("/providers");
        assertThat(admin.open(path)).hasStatus(404);
    }

    @Test
    void tellsHowATestWentOnThePageAndInPlace() {
        var path = create(admin);
        answer(okJson("{\"object\":\"list\",\"data\":[]}"));
        admin.open(path);

        assertThat(admin.send(path + "/test")).hasRedirectedUrl(path);
        assertThat(admin.open(path)).bodyText().contains("Works");

        answer(status(401));
        assertThat(admin.send(path + "/test")).hasRedirectedUrl(path);
        assertThat(admin.with("HX-Request", "true").send(path + "/test"))
                .hasStatusOk()
                .bodyText()
                .contains("Failed")
                .doesNotContain("<html");
    }

    @Test
    void listsAModelWithAPriceOfItsOwn() {
        var path = create(admin);
        assertThat(admin.open(path + "/models/new"))
                .hasStatusOk()
                .bodyText()
                .contains("/api/v1/connections/", "max_output_tokens");

        var added = admin.send(path + "/models", model("house-model", "1.5", "6"));

        assertThat(added).hasRedirectedUrl(path);
        assertThat(admin.open(path)).bodyText().contains("house-model", "Own price");
    }

    @Test
    void addsNoModelWhosePriceIsRefused() {
        var path = create(admin);
        admin.open(path + "/models/new");

        assertThat(admin.send(path + "/models", model("house-model", "much", "6")))
                .hasStatus(422)
                .bodyText()
                .contains("Use a number.</a>");
        assertThat(admin.send(path + "/models", model("house-model", "-1", "6")))
                .hasStatus(422)
                .bodyText()
                .contains("From 0 to 1,000,000 for a million tokens.");
        assertThat(admin.open(path)).bodyText().doesNotContain("house-model");
    }

    @Test
    void takesAModelOffTheList() {
        var path = create(admin, "models", "gpt-4o-mini");
        var page = REMOVAL.matcher(ConsoleBrowser.body(admin.open(path)));
        assertThat(page.find()).isTrue();

        assertThat(admin.send(page.group(1))).hasRedirectedUrl(path);

        assertThat(ConsoleBrowser.body(admin.open(path))).doesNotContainPattern(REMOVAL);
    }

    @Test
    void followsAPriceWithANewerOne() {
        var path = create(admin, "models", "house-model");
        assertThat(admin.open(path + "/prices/new?model=house-model"))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"house-model\"", "/api/v1/connections/", "/prices");

        admin.send(path + "/prices", price("house-model", "1", "2", "2020-01-01"));
        admin.send(path + "/prices", price("house-model", "1.25", "2", "2024-01-01"));
        admin.send(path + "/prices", price("house-model", "3", "4", "2099-01-01"));

        assertThat(admin.open(path)).bodyText().contains("In force", "To come", "Past");
    }

    @Test
    void refusesAPriceThatCannotBeRead() {
        var path = create(admin);
        admin.open(path + "/prices/new");

        assertThat(admin.send(path + "/prices", price("m", "1", "2", "soon")))
                .hasStatus(422)
                .bodyText()
                .contains("Use a date.");
        assertThat(admin.send(path + "/prices", price("m", "", "2", "")))
                .hasStatus(422)
                .bodyText()
                .contains("A price is needed; 0 for a free model.");
    }

    @Test
    void showsNobodyElsesConnection() {
        var path = create(admin);
        var other = as(Role.TENANT_ADMIN, people.tenant().id());
        other.open("/providers");

        assertThat(other.open(path)).hasStatus(404);
        assertThat(other.open(path + "/edit")).hasStatus(404);
        assertThat(other.send(path + "/removal")).hasStatus(404);
        assertThat(other.open("/providers")).bodyText().doesNotContain(path);
    }

    @Test
    void sharesAConnectionOfThePlatformWithOneTenant() {
        var operator = as(Role.PLATFORM_ADMIN, TenantId.PLATFORM);
        var name = "Shared " + TestPeople.unique();
        var path = create(operator, "name", name);
        operator.open(path);

        operator.send(path + "/tenants", "slug", "nobody-" + TestPeople.unique());
        assertThat(operator.open(path)).bodyText().doesNotContain("/removal\" aria-label=\"Take");
        operator.send(path + "/tenants", "slug", tenant.slug().toString());

        assertThat(operator.open(path)).bodyText().contains("holder-" + tenant.id().value());
        assertThat(admin.open(path))
                .hasStatusOk()
                .bodyText()
                .contains(name)
                .doesNotContain(path + "/edit");

        operator.send(path + "/tenants/" + tenant.id().value() + "/removal");

        assertThat(admin.open(path)).hasStatus(404);
    }

    @Test
    void offersAConnectionToNewTenants() {
        var operator = as(Role.PLATFORM_ADMIN, TenantId.PLATFORM);
        var path = create(operator, "name", "Offered " + TestPeople.unique());
        operator.open(path);

        operator.send(path + "/offer", "offered", "true");
        assertThat(operator.open(path)).bodyText().contains("No longer offer");
        assertThat(as(Role.TENANT_ADMIN, people.tenant().id()).open(path)).hasStatusOk();

        operator.open(path);
        operator.send(path + "/offer", "offered", "false");
        assertThat(operator.open(path)).bodyText().contains("Offer to new tenants");
        assertThat(as(Role.TENANT_ADMIN, people.tenant().id()).open(path)).hasStatus(404);
    }

    @Test
    void setsExchangeRates() {
        var operator = as(Role.PLATFORM_ADMIN, TenantId.PLATFORM);
        assertThat(operator.open("/providers/rates?currency=NOK"))
                .hasStatusOk()
                .bodyText()
                .contains("NOK");

        rate(operator, "NOK", "10.5", "2020-01-01");
        rate(operator, "NOK", "11.25", "2024-01-01");
        rate(operator, "NOK", "12", "2099-01-01");

        assertThat(operator.open("/providers/rates"))
                .bodyText()
                .contains("10.5", "11.25", "In force", "To come", "Past");
        assertThat(
                        operator.send(
                                "/providers/rates",
                                "currency",
                                "NOK",
                                "rate",
                                "0",
                                "effectiveFrom",
                                ""))
                .hasStatus(422)
                .bodyText()
                .contains("More than 0, at most 1,000,000,000.");
        assertThat(admin.open("/providers/rates")).hasStatus(403);
    }

    private static void rate(ConsoleBrowser operator, String code, String rate, String from) {
        assertThat(
                        operator.send(
                                "/providers/rates",
                                "currency",
                                code,
                                "rate",
                                rate,
                                "effectiveFrom",
                                from))
                .hasStatus3xxRedirection();
    }

    private static String[] model(String name, String input, String output) {
        return new String[] {
            "name", name, "priceSource", "own", "currency", "USD", "input", input, "output", output,
            "contextWindow", "1000", "maxOutputTokens", "100"
        };
    }

    private static String[] price(String model, String input, String output, String from) {
        return new String[] {
            "model", model, "currency", "USD", "effectiveFrom", from, "input", input, "output", output
        };
    }

    private static void answer(ResponseDefinitionBuilder response) {
        PROVIDER.stubFor(any(anyUrl()).willReturn(response));
    }

    /** A good form, with these fields instead. */
    private static String[] settings(String... others) {
        var fields =
                new ArrayList<>(
                        List.of(
                                "provider", "openai",
                                "name", "Main",
                                "baseUrl", PROVIDER.baseUrl() + "/v1",
                                "apiKey", ModelFixtures.CANARY,
                                "headers[0].key", "x-team",
                                "headers[0].value", "value-of-header",
                                "connectTimeoutSeconds", "5",
                                "firstByteTimeoutSeconds", "60",
                                "idleTimeoutSeconds", "60",
                                "totalTimeoutSeconds", "600"));
        fields.addAll(List.of(others));
        return fields.toArray(String[]::new);
    }

    private static String create(ConsoleBrowser browser, String... others) {
        browser.open("/providers/new");
        MvcTestResult created = browser.send("/providers", settings(others));
        assertThat(created).hasStatus3xxRedirection();
        return created.getResponse().getRedirectedUrl();
    }

    private ConsoleBrowser as(Role role, TenantId tenant) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, role).email(), PASSWORD);
        return browser;
    }
}
