package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;

import dev.baton.BesideOthers;
import dev.baton.approval.ApprovalFixture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The console in a browser that runs no scripts: everything can be read, and things be done. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class WithoutScriptsTests {

    private static final List<String> MAIN_PAGES =
            List.of(
                    "/dashboard",
                    "/agents",
                    "/agents/{id}",
                    "/runs",
                    "/runs/new",
                    "/runs/{id}",
                    "/runs/{id}/comparison",
                    "/runs/{id}/fork",
                    "/runs/{id}/replay",
                    "/prompts",
                    "/prompts/{id}",
                    "/workflows",
                    "/workflows/{id}",
                    "/workflows/{id}/edit",
                    "/workflows/{id}/simulation",
                    "/messages",
                    "/messages/{id}",
                    "/decisions/{id}",
                    "/approvals",
                    "/approvals/all",
                    "/approvals/by-name",
                    "/approvals/by-role",
                    "/approvals/open",
                    "/approvals/{id}",
                    "/approvals/{id}/change",
                    "/approvals/{id}/decision",
                    "/approvals/handovers",
                    "/keys",
                    "/keys/{id}",
                    "/webhooks",
                    "/webhooks/{id}",
                    "/webhooks/{id}/deliveries/{delivery}",
                    "/providers",
                    "/usage",
                    "/stats",
                    "/alerts",
                    "/users",
                    "/settings",
                    "/profile");

    @LocalServerPort int port;
    @Autowired ConsolePages pages;
    @Autowired Tour tour;
    @Autowired Workshop workshop;
    @Autowired ApprovalFixture approvals;

    @Test
    void everyMainPageCanBeRead() {
        var owner = workshop.owner();
        var place = tour.furnish(server(), owner);
        var wrong = new ArrayList<String>();
        assertThat(pages.patterns()).containsAll(MAIN_PAGES);

        try (var window = Window.withoutScripts(server(), Look.LIGHT).signIn(owner)) {
            for (var pattern : MAIN_PAGES) {
                var status = window.status(ConsolePages.address(pattern, place.things()));
                if (status != 200) {
                    wrong.add(pattern + " -> " + status);
                } else if (!window.main().locator("h1").isVisible()) {
                    wrong.add(pattern + " has no title");
                } else if (isWaiting(window)) {
                    wrong.add(pattern + " waits for something that never comes");
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void anEndpointIsMadePausedAndDeleted() {
        try (var window = Window.withoutScripts(server(), Look.LIGHT).signIn(workshop.owner())) {
            window.open("/webhooks").follow("Add endpoint");
            window.fill("url", "ftp://example.org/hook").press("Create endpoint");
            window.main().locator("#url-error").waitFor();

            window.fill("url", "http://127.0.0.1:1025/hook");
            window.page().locator("input[value='message.completed']").check();
            window.press("Create endpoint");
            window.main().getByText("whsec_").first().waitFor();
            window.follow("I saved it");

            window.press("Pause");
            window.button("Activate").waitFor();
            window.press("Delete");
            window.page().locator("#delete button.btn-danger").click();
            window.page().waitForURL("**/webhooks");
            assertThat(window.main().textContent()).doesNotContain("127.0.0.1");
        }
    }

    @Test
    void anApprovalIsDecidedOnAPhone() {
        var owner = workshop.owner();
        approvals.ask(owner.actor(), "Refund 820 USD to Ana");
        var phone = new Look(Locale.ENGLISH, ColorScheme.LIGHT, Look.PHONE);

        try (var window = Window.withoutScripts(server(), phone).signIn(owner)) {
            window.open("/approvals").follow("Refund 820 USD to Ana");
            assertThat(window.main().textContent()).contains("82000");
            assertThat(window.fits(Look.PHONE)).isTrue();

            window.fill("comment", "She is right").press("Approve");
            window.main().getByText("Nothing waits for you").waitFor();
            window.open("/approvals/all").follow("Refund 820 USD to Ana");
            assertThat(window.main().textContent()).contains(owner.email(), "She is right");
        }
    }

    @Test
    void whatWaitsFitsASmallPhone() {
        var owner = workshop.owner();
        approvals.ask(owner.actor(), "Refund " + "820".repeat(40));
        var phone = new Look(Locale.ENGLISH, ColorScheme.LIGHT, Look.SMALL_PHONE);

        try (var window = Window.withoutScripts(server(), phone).signIn(owner)) {
            for (var list : List.of("/approvals", "/approvals/by-role", "/approvals/open")) {
                assertThat(window.open(list).fits(Look.SMALL_PHONE)).as(list).isTrue();
            }
        }
    }

    @Test
    void aTaskIsPreviewedAndStartedOnAPhone() {
        var owner = workshop.owner();
        workshop.echo(owner, "echo");
        var phone = new Look(Locale.ENGLISH, ColorScheme.LIGHT, Look.PHONE);

        try (var window = Window.withoutScripts(server(), phone).signIn(owner)) {
            window.open("/runs").follow("New run");
            window.press("Preview");
            window.main().locator("#task-error").waitFor();

            window.fill("task", "Write about tea, then translate it into Spanish and Thai");
            window.press("Preview");
            window.main().locator("#plan-title").waitFor();
            assertThat(window.fits(Look.PHONE)).isTrue();

            window.press("Start exactly this plan");
            window.page().waitForURL("**/runs/*-*");
            window.main().locator("#run-standing").waitFor();
        }
    }

    private static boolean isWaiting(Window window) {
        return window.main()
                        .locator("[aria-busy='true'], .skeleton")
                        .filter(new Locator.FilterOptions().setVisible(true))
                        .count()
                > 0;
    }

    private String server() {
        return "http://localhost:" + port;
    }
}
