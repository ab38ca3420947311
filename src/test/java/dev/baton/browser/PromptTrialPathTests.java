package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BesideOthers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A draft is tried beside its editor, changed and tried again, and saved only then. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class PromptTrialPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;

    @Test
    void aDraftIsTriedBesideItsEditorAndStaysUnsaved() {
        var owner = workshop.owner();
        workshop.assistant(owner, "assistant");
        try (var window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner)) {
            window.open("/prompts/new");
            window.fill("blocks[0].text", "You answer for Acme, briefly.");
            window.fill("ask", "Where is my parcel?");
            window.press("Send");

            window.page()
                    .locator("[data-trial-facts] a, [data-trial-failure]:not([hidden])")
                    .waitFor();
            assertThat(window.page().locator("[data-trial-failure]:not([hidden])").allTextContents())
                    .isEmpty();
            var answered = window.page().locator("[data-trial-text]").textContent();
            assertThat(answered).isNotBlank();

            window.press("Add message");
            window.page().locator("[name='blocks[1].text']").waitFor();
            assertThat(window.page().locator("[data-trial-text]").textContent())
                    .isEqualTo(answered);
            assertThat(window.page().locator("[name='ask']").inputValue())
                    .isEqualTo("Where is my parcel?");
            assertThat(window.complaints()).isEmpty();
        }
    }
}
