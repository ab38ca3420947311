package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.planner.PlanEstimates;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.UUID;
import java.util.regex.Pattern;

/** A task from its words to its result, by somebody who has a keyboard and no mouse. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class TaskPathTests {

    private static final String TASK =
            "Draft a letter to the bank and get approval before it goes out";
    private static final Pattern RUN = Pattern.compile(".*/runs/([0-9a-f-]{36})");

    /** No page of a path has more that can have the focus. */
    private static final int MOST_STOPS = 120;

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired PlanEstimates estimates;

    private TestPeople.Person owner;
    private Window window;

    @BeforeEach
    void somebodyWithAnAgent() {
        owner = workshop.owner();
        workshop.echo(owner, "echo");
        window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
    }

    @AfterEach
    void close() {
        assertThat(window.complaints()).isEmpty();
        window.close();
    }

    @Test
    void aTaskIsPreviewedStartedExactlySoApprovedAndItsResultSeenAndPraised() {
        window.open("/runs");
        enter(link("New run"));
        window.page().waitForURL("**/runs/new");

        goTo(window.page().locator("#task"));
        type(TASK);
        enter(window.button("Preview"));
        window.page().locator("#plan-title:focus").waitFor();
        assertThat(window.main().textContent())
                .contains("A template that comes with Baton fits the task.", "Somebody agrees");
        assertThat(window.page().locator("#task").inputValue()).isEqualTo(TASK);
        var exactly = window.button("Start exactly this plan");
        var plan = window.page().locator("input[name=plan]").first().inputValue();

        enter(exactly);
        window.page().waitForURL(RUN);
        var run = RUN.matcher(window.page().url());
        assertThat(run.matches()).isTrue();
        var id = UUID.fromString(run.group(1));
        assertThat(estimates.find(owner.tenant(), id).orElseThrow().hash()).isEqualTo(plan);
        standing("Waiting for approval");

        window.open("/approvals");
        enter(link("Release the draft for: " + TASK));
        goTo(window.page().locator("#comment"));
        type("As we agreed");
        enter(window.button("Approve"));
        window.main().getByText("Nothing waits for you").waitFor();

        window.open("/runs/" + id);
        standing("Completed");
        enter(link("State"));
        window.page().waitForURL("**view=state**");
        window.main().getByText("As we agreed").first().waitFor();
        assertThat(window.main().textContent()).contains(owner.email());

        goTo(window.page().locator("#feedback-comment"));
        type("Just what the bank wants");
        enter(window.button("Good"));
        window.page().getByText("Thank you, it is kept.").first().waitFor();
        assertThat(window.page().locator("#feedback-comment").inputValue())
                .isEqualTo("Just what the bank wants");
        assertThat(window.button("Good").getAttribute("aria-pressed")).isEqualTo("true");
    }

    private Locator link(String name) {
        return window.main()
                .getByRole(
                        AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    /** From wherever the focus is, forwards. */
    private void goTo(Locator wanted) {
        wanted.waitFor();
        for (var stop = 0; stop < MOST_STOPS; stop++) {
            window.page().keyboard().press("Tab");
            if ((Boolean) wanted.evaluate("it => it === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not lead to " + wanted);
    }

    private void enter(Locator wanted) {
        goTo(wanted);
        window.page().keyboard().press("Enter");
    }

    private void type(String words) {
        window.page().keyboard().type(words);
    }

    private void standing(String word) {
        window.page()
                .locator("#run-standing")
                .filter(new Locator.FilterOptions().setHasText(word))
                .waitFor();
    }
}
