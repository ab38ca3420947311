package dev.baton.model.api;

import static dev.baton.tenant.Permission.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.model.ConnectionId;
import dev.baton.model.ProviderBench;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/** Models, what they cost, and in which currency. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ModelPricesApiTests {

    private static final String RATES = "/api/v1/exchange-rates";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ProviderBench bench;
    @Autowired private TenantDirectory tenants;

    private TenantId tenant;
    private ApiCaller owner;
    private ConnectionId connection;
    private String path;

    @BeforeEach
    void connect() {
        tenant = people.tenant().id();
        owner = caller(tenant);
        connection = bench.connection(tenant, "Main");
        path = "/api/v1/connections/" + connection.value();
    }

    @Test
    void listsAModelWithItsPriceFromThePriceBook() {
        var answer = owner.post(path + "/models", "{\"name\":\"gpt-4o-mini\"}");

        assertThat(answer).hasStatus(201);
        var model = ApiCaller.json(answer);
        assertThat(model.path("context_window").asInt()).isEqualTo(128_000);
        assertThat(model.path("price_source").asString()).isEqualTo("price_book");
        assertThat(model.at("/price/input").decimalValue()).isEqualByComparingTo("0.15");
        assertThat(model.at("/price/currency").asString()).isEqualTo("USD");
        assertThat(model.at("/price/effective_from").asString()).endsWith("Z");
        var location = String.valueOf(answer.getResponse().getHeader("Location"));
        assertThat(ApiCaller.json(owner.get(location))).isEqualTo(model);
        assertThat(ApiCaller.json(owner.get(path + "/models")).path("data")).containsExactly(model);
    }

    @Test
    void putsAnOwnPriceBeforeThePriceBookFromItsDateOn() {
        bench.model(connection, "gpt-4o-mini");
        owner.post(
                path + "/prices",
                "{\"model\":\"gpt-4o-mini\",\"input\":9,\"output\":9,\"effective_from\":\"2999-01-01T00:00:00Z\"}");
        assertThat(source()).isEqualTo("price_book");

        assertThat(
                        owner.post(
                                path + "/prices",
                                "{\"model\":\"gpt-4o*\",\"input\":0.000000001,\"output\":0.5}"))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.price.cached_input")
                .isEqualTo(1e-9);

        assertThat(source()).isEqualTo("own");
        assertThat(ApiCaller.json(owner.get(path + "/prices")).path("data")).hasSize(2);
    }

    @Test
    void takesAModelOffTheListOnce() {
        var model = path + "/models/" + bench.model(connection, "gpt-4o-mini");

        assertThat(owner.delete(model)).hasStatus(204);
        assertThat(owner.delete(model)).hasStatus(404);
        assertThat(owner.get(model)).hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    models | {}                                                      | name | length
                    models | {"name":"m","context_window":0}                         | context_window | out_of_range
                    models | {"name":"m","max_output_tokens":-1}                     | max_output_tokens | out_of_range
                    prices | {"input":1,"output":1}                                  | model | length
                    prices | {"model":"m","output":1}                                | input | required
                    prices | {"model":"m","input":1}                                 | output | required
                    prices | {"model":"m","input":-1,"output":1}                     | input | out_of_range
                    prices | {"model":"m","input":1,"output":1e30}                   | output | out_of_range
                    prices | {"model":"m","input":1,"output":0.0000000001}           | output | too_fine
                    prices | {"model":"m","input":1,"output":1,"cached_input":-1}    | cached_input | out_of_range
                    prices | {"model":"m","input":1,"output":1,"cache_writes":1e9}   | cache_writes | out_of_range
                    prices | {"model":"m","input":1,"output":1,"currency":"Gold"}    | currency | unknown
                    """)
    void namesTheFieldThatCannotBe(String what, String body, String field, String code) {
        assertThat(owner.post(path + "/" + what, body))
                .hasStatus(422)
                .bodyJson()
                .satisfies(
                        json -> {
                            json.assertThat().extractingPath("$.errors[0].field").isEqualTo(field);
                            json.assertThat().extractingPath("$.errors[0].code").isEqualTo(code);
                        });
    }

    @Test
    void offersEveryModelThatCanBeUsedNow() {
        bench.model(connection, "a-model");
        bench.model(connection, "b-model");
        var off = bench.connection(tenant, "Off");
        bench.model(off, "c-model");
        owner.delete("/api/v1/connections/" + off.value() + "/activation");

        var first = ApiCaller.json(owner.get("/api/v1/models?limit=2"));
        assertThat(first.path("data"))
                .extracting(it -> it.at("/model/name").asString())
                .containsExactly("a-model", "b-model");
        assertThat(first.at("/data/0/connection").asString()).isEqualTo("Main");
        assertThat(first.at("/data/0/model/price").isNull()).isTrue();
        var next =
                ApiCaller.json(
                        owner.get("/api/v1/models?after=" + first.path("next_cursor").asString()));
        assertThat(next.path("data"))
                .extracting(it -> it.at("/model/name").asString())
                .containsExactly("demo");
        assertThat(owner.get("/api/v1/models?after=%25")).hasStatus(400);
    }

    @Test
    void turnsListPricesIntoTheTenantsCurrencyOnceThereIsARate() {
        var icelandic = tenantPayingIn("ISK");
        var main = bench.connection(icelandic, "Main");
        var model =
                "/api/v1/connections/%s/models/%s"
                        .formatted(main.value(), bench.model(main, "gpt-4o-mini"));
        var caller = caller(icelandic);
        var operator = operator();
        var before = ApiCaller.json(caller.get(model));
        assertThat(before.at("/written_price/currency").asString()).isEqualTo("USD");

        assertThat(operator.post(RATES, "{\"currency\":\"ISK\",\"rate\":140}")).hasStatus(201);

        var after = ApiCaller.json(caller.get(model));
        assertThat(after.at("/price/currency").asString()).isEqualTo("ISK");
        assertThat(after.at("/price/input").decimalValue()).isEqualByComparingTo("21");
        assertThat(operator.get(RATES))
                .bodyJson()
                .extractingPath("$.data[?(@.currency == 'ISK')].rate")
                .asArray()
                .contains(140);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"rate":1}                                    | currency | unknown
                    {"currency":"USD","rate":1}                   | currency | unknown
                    {"currency":"EUR"}                            | rate     | out_of_range
                    {"currency":"EUR","rate":0}                   | rate     | out_of_range
                    {"currency":"EUR","rate":0.00000000001}       | rate     | too_fine
                    """)
    void refusesARateThatCannotBe(String body, String field, String code) {
        assertThat(operator().post(RATES, body))
                .hasStatus(422)
                .bodyJson()
                .satisfies(
                        json -> {
                            json.assertThat().extractingPath("$.errors[0].field").isEqualTo(field);
                            json.assertThat().extractingPath("$.errors[0].code").isEqualTo(code);
                        });
    }

    @Test
    void sharesThePlatformsConnectionWithChosenTenantsOnly() {
        var shared = bench.connection(TenantId.PLATFORM, "Shared " + TestPeople.unique());
        bench.model(shared, "gpt-4o-mini");
        var path = "/api/v1/connections/" + shared.value();
        var operator = operator();
        var other = caller(people.tenant().id());

        assertThat(operator.put(path + "/tenants/" + tenant)).hasStatus(204);

        var seen = ApiCaller.json(owner.get(path));
        assertThat(seen.path("shared").asBoolean()).isTrue();
        assertThat(seen.path("has_api_key").isNull()).isTrue();
        assertThat(seen.path("api_key_hint").isNull()).isTrue();
        assertThat(owner.get(path + "/models")).hasStatusOk();
        assertThat(owner.patch(path, "{\"name\":\"Mine\"}", null)).hasStatus(404);
        assertThat(owner.post(path + "/test", "")).hasStatus(404);
        assertThat(other.get(path)).hasStatus(404);
        assertThat(operator.get(path + "/tenants"))
                .bodyJson()
                .extractingPath("$.data[*].id")
                .asArray()
                .containsExactly(tenant.toString());

        bench.agent(tenant, shared, "helper");
        assertThat(operator.delete(path + "/tenants/" + tenant)).hasStatus(409);
        assertThat(operator.put(path + "/tenants/" + UUID.randomUUID())).hasStatus(404);
        assertThat(operator.put(this.path + "/tenants/" + tenant)).hasStatus(404);
        assertThat(operator.get(this.path + "/tenants")).hasStatus(404);
    }

    @Test
    void offersThePlatformsConnectionToNewTenants() {
        var shared = bench.connection(TenantId.PLATFORM, "Offered " + TestPeople.unique());
        var path = "/api/v1/connections/" + shared.value();
        var operator = operator();

        assertThat(operator.post(path + "/offer", "")).hasStatus(204);
        assertThat(caller(people.tenant().id()).get(path)).hasStatusOk();
        assertThat(operator.delete(path + "/offer")).hasStatus(204);
        assertThat(caller(people.tenant().id()).get(path)).hasStatus(404);
    }

    private String source() {
        return ApiCaller.json(owner.get(path + "/models"))
                .at("/data/0/price_source")
                .asString();
    }

    private ApiCaller operator() {
        return new ApiCaller(
                mvc,
                bench.key(TenantId.PLATFORM, PROVIDERS_READ, PROVIDERS_WRITE, SHARING_WRITE));
    }

    private ApiCaller caller(TenantId tenant) {
        return new ApiCaller(mvc, bench.key(tenant, PROVIDERS_READ, PROVIDERS_WRITE));
    }

    private TenantId tenantPayingIn(String currency) {
        return tenants.create(
                        new Slug("t-" + TestPeople.unique()),
                        currency,
                        new TenantSettings("Abroad", Locale.ENGLISH, ZoneOffset.UTC),
                        TenantLimits.DEFAULTS,
                        TestPeople.operator(TenantId.PLATFORM))
                .id();
    }
}
