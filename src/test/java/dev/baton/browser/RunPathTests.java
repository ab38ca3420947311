package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.run.RunControl;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.UUID;

/** A run that somebody looks at while it goes on. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class RunPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired RunControl control;

    private TestPeople.Person owner;
    private String run;
    private Window window;

    @BeforeEach
    void aRunThatWaits() {
        owner = workshop.owner();
        run = workshop.run(owner, "Triage");
        window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void theTimelineAndTheGraphTellAboutTheSameStep() {
        window.open("/runs/" + run);

        window.page().locator("#row-last").click();
        heading("last").waitFor();
        window.page().waitForURL("**/runs/" + run + "?step=last");
        window.page().locator("#row-last[aria-current]").waitFor();

        window.follow("Graph");
        window.page().locator("#box-last[aria-current]").waitFor();
        heading("last").waitFor();

        window.page().locator("#box-wait").click();
        heading("wait").waitFor();
        window.page().locator("#box-wait[aria-current]").waitFor();
        assertThat(window.page().locator("[data-choose][aria-current]").count()).isEqualTo(1);
        assertThat(window.page().url()).contains("step=wait");

        window.follow("Timeline");
        window.page().locator("#row-wait[aria-current]").waitFor();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void thePageFollowsTheRunAndLeavesTheFocus() {
        window.open("/runs/" + run);
        window.page()
                .locator("#live [data-state]:not([hidden])")
                .filter(new Locator.FilterOptions().setHasText("Live"))
                .waitFor();
        standing("Waiting");
        assertThat(aheadPhases()).isOne();
        window.page().locator("#row-first").focus();

        control.signal(owner.actor(), UUID.fromString(run), "go", null, null);

        standing("Completed");
        var commands = window.page().locator("#run-commands");
        window.page().waitForCondition(() -> commands.textContent().contains("Run again"));
        window.page().waitForCondition(() -> aheadPhases() == 0);
        assertThat(window.page().evaluate("document.activeElement.id")).isEqualTo("row-first");
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void whatOneMayDoNeverCoversTheTitleAndTheRestIsInAMenu() {
        var title =
                "Book the courier for tomorrow morning, tell the warehouse and write to whoever"
                        + " waits";
        window.open("/runs/" + workshop.run(owner, title) + "?step=first");
        window.page().locator("#run-step .passages").getByText(title).waitFor();
        assertThat(Axe.mistakes(window)).isEmpty();
        for (var width : List.of(Look.SMALL_PHONE, 700, Look.TABLET, 1100)) {
            assertThat(window.showsItsTitle(width)).as("%d wide", width).isTrue();
        }
        var menu = window.page().locator("#run-commands summary");

        menu.click();
        window.page().locator("#run-commands [popovertarget=signal]").click();
        window.page().locator("#signal-name").waitFor();
        window.page().keyboard().press("Escape");

        assertThat(menu.evaluate("each => each === document.activeElement")).isEqualTo(true);
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void aRunIsCancelledWithAReason() {
        window.open("/runs/" + run);
        window.page().locator("#run-commands [popovertarget=cancel]").click();
        window.page().locator("#cancel-reason").fill("Not needed");
        window.page().locator("#cancel button.btn-danger").click();

        window.main().getByText("Not needed").first().waitFor();
        standing("Cancelled");
    }

    @Test
    void theRunsPickedGetAnotherPriorityOrEndOnceThatIsConfirmed() {
        workshop.run(owner, "Invoices");
        window.open("/runs");
        var bar = window.page().locator("#bulk.is-active");

        window.page().locator("tr:has-text('Invoices') .pick input").check();
        bar.locator("summary:has-text('Priority')").click();
        bar.locator("button[value='priority-high']").click();
        window.main().locator("tr:has-text('Invoices')").getByText("High").waitFor();

        window.page().locator("[data-pick-all]").check();
        bar.getByText("2").first().waitFor();
        bar.locator("button[value='cancel']").click();
        window.press("Cancel runs (2)");

        window.page().waitForURL("**/runs");
        window.main()
                .locator(".status-chip")
                .filter(new Locator.FilterOptions().setHasText("Cancelled"))
                .waitFor();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void theListIsNarrowedByMoreThanIsOnTheScreen() {
        window.open("/runs");
        window.page().locator(".filter-more summary").click();

        window.page().locator("#filters [name='cost']").selectOption("1");
        window.page().waitForURL("**/runs?*cost=1*");
        window.main().getByText("Nothing matches").first().waitFor();
        assertThat(window.page().locator("#filters [name='duration']").isVisible()).isTrue();

        window.page().locator("#filters [name='cost']").selectOption("");
        window.main().getByText("Triage").first().waitFor();
        assertThat(window.complaints()).isEmpty();
    }

    private Locator heading(String name) {
        return window.page()
                .locator("#run-step h2")
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private int aheadPhases() {
        return window.page().locator("#run-phases .is-ahead").count();
    }

    private void standing(String word) {
        window.page()
                .locator("#run-standing")
                .filter(new Locator.FilterOptions().setHasText(word))
                .waitFor();
    }
}
