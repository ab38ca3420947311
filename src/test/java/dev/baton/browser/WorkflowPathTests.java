package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.Map;

/** A workflow is built by somebody who has a keyboard and no mouse. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class WorkflowPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired WorkflowRegistry workflows;

    private String path;
    private Window window;

    @BeforeEach
    void openTheEditor() {
        TestPeople.Person owner = workshop.owner();
        var workflow =
                workflows.create(
                        new WorkflowName("Greeting", ""),
                        WorkflowDraft.of(Map.of()),
                        owner.actor());
        path = "/workflows/" + workflow.id().value();
        window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
        window.open(path + "/edit");
    }

    @AfterEach
    void close() {
        assertThat(window.complaints()).isEmpty();
        window.close();
    }

    @Test
    void stepsAreAddedFilledInAndMovedWithTheKeyboardAlone() {
        add("Tr", "compute");
        add("Tr", "compute_2");
        var keys = window.page().keyboard();

        window.page().locator("#f-value").focus();
        keys.type("${results.gone}");
        keys.press("Tab");
        window.page().locator("#f-value-findings").getByText("There is no step gone.").waitFor();
        window.page().locator(".outline-step[aria-current] .outline-wrong").waitFor();
        assertThat(window.page().locator("#f-value").inputValue()).isEqualTo("${results.gone}");

        window.page().locator("#f-value").focus();
        keys.press("Control+a");
        keys.type("${results.compute}");
        keys.press("Control+s");
        window.page().locator(".outline-step", hasText("compute_2")).waitFor();
        window.page().locator("text=1 to fix").waitFor();

        window.page().locator(".outline-step").first().focus();
        keys.press("Enter");
        window.page().locator("#step-title", hasText("compute")).waitFor();
        window.page().locator("#f-value").focus();
        keys.type("Hello");
        keys.press("Control+s");
        window.page().getByText("Ready to publish").waitFor();

        window.button("Move down").focus();
        keys.press("Enter");
        window.page().locator(".outline-step >> nth=1", hasText("compute")).waitFor();
        window.page().getByText("1 to fix").waitFor();
    }

    @Test
    void aStepIsChosenInTheDrawing() {
        add("Tr", "compute");
        add("Wa", "pause");

        window.page().locator(".graph-box").first().click();

        window.page().waitForURL("**/edit?step=compute#step");
        assertThat(window.page().locator(".graph-box[aria-current] title").textContent())
                .contains("compute");
    }

    private void add(String kind, String step) {
        var keys = window.page().keyboard();
        window.page().locator("#new-kind").focus();
        keys.type(kind);
        window.button("Add a step").focus();
        keys.press("Enter");
        window.page().waitForURL("**/edit?step=" + step + "#step");
    }

    private static Page.LocatorOptions hasText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
