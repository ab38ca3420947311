package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page behind the bell while things happen. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class AlertPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired EventLog events;
    @Autowired RetryingTransactions transactions;

    private TestPeople.Person owner;
    private Window window;
    private Page page;

    @BeforeEach
    void open() {
        owner = workshop.owner();
        window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
        page = window.page();
    }

    @AfterEach
    void close() {
        var complaints = window.complaints();
        window.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void eachRowKeepsWhatItSaysAndTheBellFollows() {
        spent(50);
        spent(80);
        openWith(2);
        var rows = page.locator("tbody th").allTextContents();

        limitReached();
        page.locator(".live-new button").waitFor();

        assertThat(page.locator(".live-new button").textContent()).isEqualTo("1 new");
        assertThat(page.locator("tbody th").allTextContents()).isEqualTo(rows);
        page.waitForCondition(
                () -> "Alerts, 3 unread".equals(page.locator("#bell").getAttribute("title")));
    }

    @Test
    void whatIsMarkedAsReadIsWhatThePageShows() {
        spent(80);
        openWith(1);
        limitReached();
        page.locator(".live-new button").waitFor();

        window.press("Mark all as read");
        page.waitForCondition(() -> rows() == 2);
        assertThat(unread()).isEqualTo(1);

        connected();
        spent(100);
        page.locator(".live-new button").click();
        page.waitForCondition(() -> rows() == 3);
        assertThat(unread()).isEqualTo(2);
        window.press("Mark all as read");
        page.waitForCondition(() -> unread() == 0);
        assertThat(rows()).isEqualTo(3);
    }

    private void openWith(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            window.open("/alerts");
                            return rows() == count;
                        });
        connected();
    }

    private int rows() {
        return page.locator("tbody tr").count();
    }

    private int unread() {
        return page.locator(".chip-new").count();
    }

    private void connected() {
        page.locator("#live [data-state='live']:not([hidden])").waitFor();
    }

    private void spent(int percent) {
        append(
                "budget.threshold_reached",
                Map.of(
                        "percent", percent,
                        "period", "2026-11",
                        "spent", "40.00",
                        "limit", "50.00",
                        "currency", "USD"));
    }

    private void limitReached() {
        append(
                "tenant.limit_reached",
                Map.of(
                        "code", "rate_limited",
                        "limit", "key",
                        "detail", "Too many.",
                        "decision_id", Ids.next().toString()));
    }

    private void append(String type, Map<String, ?> data) {
        transactions.run(
                () ->
                        events.append(
                                new NewEvent(
                                        owner.tenant(),
                                        EventType.publicly(type),
                                        owner.tenant().value(),
                                        data,
                                        null)));
    }
}
