package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.identity.SignedInSessions;
import dev.baton.tenant.Permission;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/** Pages that keep up with what happens while somebody looks at them, and sessions that end. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class LivePathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired SignedInSessions signedIn;
    @Autowired FindByIndexNameSessionRepository<? extends Session> sessions;

    private TestPeople.Person owner;
    private String token;
    private Window window;

    @BeforeEach
    void aTenantWithOneMessage() throws Exception {
        owner = workshop.owner();
        workshop.echo(owner, "echo");
        token = workshop.key(owner, "Shop", Permission.MESSAGES_WRITE);
        ask();
        window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void newRowsWaitUntilSomebodyWantsThem() throws Exception {
        window.open("/messages");
        connected();
        window.page().locator("tbody tr th a").first().focus();
        var focused = focused();

        ask();
        ask();
        var waiting = window.page().locator(".live-new button");
        waiting.waitFor();

        window.page().waitForCondition(() -> waiting.textContent().equals("2 new"));
        assertThat(rows()).isEqualTo(1);
        assertThat(focused()).isEqualTo(focused);

        waiting.click();
        window.page().waitForCondition(() -> rows() == 3);
        assertThat(waiting.count()).isZero();
        assertThat(focused()).startsWith("/messages/").isNotEqualTo(focused);
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void theFiguresOfTheDashboardFollow() throws Exception {
        window.open("/dashboard");
        connected();
        var calls = window.page().locator(".tile-value").first();
        assertThat(calls.textContent()).isEqualTo("1");
        window.page().locator("a.tile").first().focus();
        var focused = focused();

        ask();

        window.page().waitForCondition(() -> calls.textContent().equals("2"));
        assertThat(focused()).isEqualTo(focused);
    }

    @Test
    void nothingMovesWhilePaused() throws Exception {
        window.open("/dashboard");
        connected();
        window.button("Live Pause live updates").click();
        state("Paused");
        window.open("/messages");
        state("Paused");
        var asked = new ArrayList<String>();
        window.page().onRequest(request -> asked.add(request.url()));

        ask();
        // What it hears it hears of within two seconds; then it would have asked.
        window.page().waitForTimeout(3_500);
        assertThat(asked).noneMatch(url -> url.endsWith("/messages"));

        window.button("Paused Resume live updates").click();
        window.page().locator(".live-new button").waitFor();
    }

    @Test
    void saysWhenItIsNotConnectedAndCatchesUp() throws Exception {
        window.open("/messages");
        connected();

        window.page().context().setOffline(true);
        window.page().evaluate("dispatchEvent(new Event('pagehide'))");
        state("Reconnecting");
        ask();
        window.page().context().setOffline(false);

        state("Live");
        window.page().locator(".live-new button").waitFor();
    }

    @Test
    void catchesUpWithWhatHappenedBeforeItWasLookedAt() throws Exception {
        window.page()
                .addInitScript(
                        "window.away = true;"
                                + "Object.defineProperty(document, 'hidden', { get: () => window.away });");
        window.open("/messages");
        ask();
        window.page()
                .waitForCondition(
                        () -> (Boolean) window.page().evaluate("performance.now() > 2000"));

        window.page()
                .evaluate(
                        "window.away = false;"
                                + "document.dispatchEvent(new Event('visibilitychange'));");

        window.page().locator(".live-new button").waitFor();
    }

    @Test
    void asksAgainWhenTheServerCouldNotAnswer() {
        window.open("/agents");
        connected();
        window.page()
                .route(
                        "**/agents",
                        route -> route.fulfill(new Route.FulfillOptions().setStatus(503)),
                        new Page.RouteOptions().setTimes(1));

        workshop.echo(owner, "beta");

        window.page()
                .locator(".live-new button")
                .waitFor(new Locator.WaitForOptions().setTimeout(20_000));
    }

    @Test
    void promisesNothingAtTheEndOfASessionsLife() {
        var life = Duration.ofDays(7).minusSeconds(100);
        mark(sessions, SignedInSessions.STARTED, life);
        againAtOnce();
        var warning = window.page().locator("dialog[data-session-end]");
        warning.waitFor();

        window.press("Stay signed in");
        againAtOnce();

        // By then the next beat would have opened it again.
        window.page().waitForTimeout(2_500);
        assertThat(warning.isVisible()).isFalse();
        assertThat(voice()).doesNotContain("You stay signed in.");
    }

    @Test
    void warnsBeforeTheSessionEndsAndGoesOnWhenAsked() {
        mark(sessions, SignedInSessions.USED, Duration.ofSeconds(3_540));

        againAtOnce();
        var warning = window.page().locator("dialog[data-session-end]");
        warning.waitFor();
        assertThat(warning.textContent()).contains("Are you still there?");

        window.page()
                .waitForResponse(
                        response -> response.url().endsWith("/session/use"),
                        () -> window.press("Stay signed in"));

        warning.waitFor(
                new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        assertThat(signedIn.left(session(), owner.id()).orElseThrow())
                .isGreaterThan(Duration.ofMinutes(58));
        againAtOnce();
        window.page().waitForCondition(() -> voice().equals("You stay signed in."));
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void leadsToTheSignInWhenTheSessionEndsAndBackToTheSamePage() {
        window.open("/messages?status=completed");
        connected();

        signedIn.endAll(owner.id(), null);

        window.page()
                .waitForURL(
                        Pattern.compile("/login\\?ended"),
                        new Page.WaitForURLOptions().setTimeout(20_000));
        signInAgain();
        window.page().waitForURL(Pattern.compile("/messages\\?status=completed$"));
    }

    @Test
    void leadsToTheSignInFromASwapAndBack() {
        window.open("/agents?kind=echo");
        connected();
        window.button("Live Pause live updates").click();
        signedIn.endAll(owner.id(), null);

        window.page().locator("#filters input[type=search]").fill("ec");

        window.page().waitForURL(Pattern.compile("/login\\?ended"));
        signInAgain();
        window.page().waitForURL(Pattern.compile("/agents\\?kind=echo"));
    }

    private void signInAgain() {
        window.page().locator("#email").fill(owner.email());
        window.page().locator("#password").fill(TestPeople.PASSWORD);
        window.page().locator("form[action='/login'] button.btn-primary").click();
    }

    private void connected() {
        state("Live");
    }

    private void state(String word) {
        window.page()
                .locator("#live [data-state]:not([hidden])")
                .filter(new Locator.FilterOptions().setHasText(word))
                .waitFor(new Locator.WaitForOptions().setTimeout(20_000));
    }

    private int rows() {
        return window.page().locator("tbody tr").count();
    }

    private String focused() {
        return String.valueOf(
                window.page().evaluate("document.activeElement.getAttribute('href')"));
    }

    /** What a screen reader was told last. */
    private String voice() {
        return window.page().locator("body > [aria-live='polite']").last().textContent();
    }

    /** Cuts the stream; the next one begins with a beat. */
    private void againAtOnce() {
        window.page()
                .waitForResponse(
                        response -> response.url().contains("/live?"),
                        () -> window.page().evaluate("dispatchEvent(new Event('pagehide'))"));
    }

    private <S extends Session> void mark(
            FindByIndexNameSessionRepository<S> repository, String attribute, Duration ago) {
        var session = repository.findById(session());
        session.setAttribute(
                attribute, Instant.now(java.time.Clock.systemUTC()).minus(ago).toString());
        repository.save(session);
    }

    private String session() {
        return sessions.findByPrincipalName(owner.id().toString()).keySet().iterator().next();
    }

    private void ask() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/messages"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"agent\":\"echo\",\"input\":\"hello\"}"))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }
}
