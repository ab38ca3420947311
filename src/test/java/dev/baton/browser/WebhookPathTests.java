package dev.baton.browser;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.standardwebhooks.Webhook;

import dev.baton.BesideOthers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** A webhook from its creation in the console over a receiver that fails to one that came back. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class WebhookPathTests {

    @RegisterExtension
    static final WireMockExtension RECEIVER =
            WireMockExtension.newInstance()
                    .options(WireMockConfiguration.wireMockConfig().dynamicPort())
                    .build();

    @LocalServerPort int port;
    @Autowired Workshop workshop;

    @Test
    void whatAFailingReceiverMissedReachesItOnceItIsBack() throws Exception {
        RECEIVER.stubFor(post("/hook").willReturn(ok()));
        var owner = workshop.owner();
        var agent = workshop.echo(owner, "echo");
        try (var window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner)) {
            var secret = create(window);
            window.press("Send test");
            assertThat(window.main().textContent()).contains("The receiver accepted the test.");
            verify(received().getFirst(), secret);

            RECEIVER.stubFor(post("/hook").willReturn(aResponse().withStatus(500)));
            tryAgent(window, agent);
            openDelivery(window);
            assertThat(window.main().textContent()).contains("500");

            RECEIVER.stubFor(post("/hook").willReturn(ok()));
            window.press("Resend");
            waitFor(window, "Delivered");

            var deliveries =
                    received().stream()
                            .filter(it -> it.getBodyAsString().contains("message.completed"))
                            .toList();
            assertThat(deliveries).hasSizeGreaterThanOrEqualTo(2);
            assertThat(deliveries.stream().map(it -> it.getHeader("webhook-id")).distinct())
                    .hasSize(1);
            assertThat(deliveries.stream().map(LoggedRequest::getBodyAsString).distinct())
                    .hasSize(1);
            verify(deliveries.getLast(), secret);
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void whatWasGivenUpIsRecoveredAndWhatWasHeldIsLetGo() throws Exception {
        RECEIVER.stubFor(post("/hook").willReturn(aResponse().withStatus(500)));
        var owner = workshop.owner();
        var agent = workshop.echo(owner, "echo");
        try (var window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner)) {
            var secret = create(window, () -> tryOnlyTwice(window));
            tryAgent(window, agent);
            openDelivery(window);
            waitFor(window, "Given up");
            var givenUp = ids();
            assertThat(received()).hasSize(2);

            openEndpoint(window).press("Pause");
            window.button("Activate").waitFor();
            RECEIVER.stubFor(post("/hook").willReturn(ok()));
            trial(window, agent);
            openEndpoint(window);
            waitFor(window, "Deliveries held: 1");
            assertThat(ids()).isEqualTo(givenUp);

            window.press("Activate and send them");
            waitFor(() -> ids().size() == 2);

            recover(window);
            waitFor(() -> received().size() == 4);
            assertThat(received().getLast().getHeader("webhook-id")).isEqualTo(givenUp.getFirst());
            for (var delivery : received()) {
                verify(delivery, secret);
            }
            openEndpoint(window);
            waitFor(() -> !reloaded(window).contains("Send again what was given up"));
            assertThat(window.complaints()).isEmpty();
        }
    }

    /** Everything of the last hour, in the zone of the tenant. */
    private static void recover(Window window) {
        openEndpoint(window).follow("Choose the time");
        var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        window.page().locator("#from").fill(now.minusHours(1).toString());
        window.page().locator("#to").fill(now.plusMinutes(2).toString());
        window.press("Count");
        window.page().getByText("Deliveries given up: 1.").waitFor();
        assertThat(Axe.mistakes(window)).isEmpty();
        window.press("Send 1 again");
        window.page().getByText("Deliveries that will be sent again: 1.").waitFor();
    }

    private static void tryOnlyTwice(Window window) {
        window.page().locator("input[name='retryPlan'][value='custom'] + label").click();
        window.fill("retryWaits", "1s");
    }

    private static String create(Window window) {
        return create(window, () -> {});
    }

    private static String create(Window window, Runnable more) {
        window.open("/webhooks").follow("Add endpoint");
        window.fill("url", RECEIVER.baseUrl() + "/hook");
        more.run();
        window.fill("description", "Orders");
        window.page().locator("input[value='message.completed']").check();
        window.press("Create endpoint");
        var secret =
                window.main().innerHTML().replaceAll("(?s).*?(whsec_[A-Za-z0-9+/=]+).*", "$1");
        assertThat(secret).startsWith("whsec_");
        assertThat(Axe.mistakes(window)).isEmpty();
        window.follow("I saved it");
        assertThat(window.main().innerHTML()).doesNotContain(secret);
        return secret;
    }

    private static void trial(Window window, String agent) {
        window.open("/agents/" + agent);
        window.page().locator("main [name='input']").first().fill("hello");
        window.page().locator("form[action$='/trial'] button").first().click();
        window.page().locator("#trial-outcome a[href^='/decisions/']").waitFor();
    }

    private static void tryAgent(Window window, String agent) {
        trial(window, agent);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(
                        () ->
                                received().stream()
                                        .anyMatch(
                                                it ->
                                                        it.getBodyAsString()
                                                                .contains("message.completed")));
    }

    private static Window openEndpoint(Window window) {
        return window.open("/webhooks").follow(RECEIVER.baseUrl() + "/hook");
    }

    private static void openDelivery(Window window) {
        openEndpoint(window);
        window.page().reload();
        window.main()
                .locator("a[href*='/deliveries/']")
                .filter(new Locator.FilterOptions().setHasText("message.completed"))
                .first()
                .click();
        waitFor(window, "500");
    }

    /** Reloads, as a person would, until the page says so. */
    private static void waitFor(Window window, String text) {
        waitFor(() -> reloaded(window).contains(text));
    }

    private static String reloaded(Window window) {
        window.page().reload(new Page.ReloadOptions());
        return window.main().textContent();
    }

    private static void waitFor(Callable<Boolean> met) {
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(met);
    }

    /** Which deliveries arrived, each once. */
    private static List<String> ids() {
        return received().stream().map(it -> it.getHeader("webhook-id")).distinct().toList();
    }

    private static List<LoggedRequest> received() {
        return RECEIVER.findAll(postRequestedFor(urlEqualTo("/hook")));
    }

    private static void verify(LoggedRequest request, String secret) throws Exception {
        var headers =
                request.getHeaders().all().stream()
                        .collect(
                                Collectors.toMap(
                                        header -> header.key(), header -> header.values()));
        new Webhook(secret)
                .verify(request.getBodyAsString(), HttpHeaders.of(headers, (_, _) -> true));
    }
}
