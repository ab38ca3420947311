package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

import dev.baton.BesideOthers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From an empty tenant to the first answer and on, along the first steps that the dashboard shows. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class FirstRunPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;

    @Test
    void theFirstStepsLeadToAnAnswerAndTickThemselves() {
        try (var window =
                new Window("http://localhost:" + port, Look.LIGHT).signIn(workshop.owner())) {
            assertThat(window.main().textContent()).contains("First steps");

            connectProvider(window);
            createAgent(window);
            assertThat(ask(window)).contains("hello").contains("demo model");
            createKey(window);
            addWebhook(window);
            invite(window);

            window.open("/dashboard");
            assertThat(window.main().textContent()).doesNotContain("First steps");
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static void connectProvider(Window window) {
        window.follow("Connect a provider");
        window.open("/providers/new");
        window.fill("name", "Local models");
        window.fill("baseUrl", "http://127.0.0.1:1025/v1");
        window.page().locator("main [data-submit]").click();
        assertThat(window.main().locator("h1").textContent()).contains("Local models");
    }

    private static void createAgent(Window window) {
        window.open("/dashboard").follow("Create an agent");
        window.open("/agents/new");
        refuseWhatIsLeftOut(window);
        window.fill("name", "helper");
        window.page().locator("input[name='kind'][value='prompt']").check();
        window.page()
                .locator("select[name='prompt.model']")
                .selectOption(new SelectOption().setIndex(1));
        window.press("Create agent");
        assertThat(window.main().locator("h1").textContent()).contains("helper");
    }

    /** As a browser sends it that checks nothing itself. */
    private static void refuseWhatIsLeftOut(Window window) {
        window.page().evaluate("document.querySelector('main form[method=post]').noValidate = true");
        window.press("Create agent");
        window.main().getByRole(AriaRole.ALERT).first().waitFor();
        assertThat(Axe.mistakes(window)).isEmpty();
    }

    private static String ask(Window window) {
        window.page().locator("main [name='input']").fill("hello");
        window.press("Send");
        window.page()
                .locator("[data-trial-facts] a, [data-trial-failure]:not([hidden])")
                .waitFor(new Locator.WaitForOptions().setTimeout(20_000));
        assertThat(window.page().locator("[data-trial-failure]:not([hidden])").allTextContents())
                .isEmpty();
        return window.page().locator("[data-trial-text]").textContent();
    }

    private static void createKey(Window window) {
        window.open("/dashboard").follow("Create an API key");
        window.open("/keys/new");
        window.fill("name", "Web shop");
        window.page().locator("input[value='messages:write']").check();
        // A hurried person presses twice and gets one.
        window.button("Create key").dblclick();
        window.main().getByText("The key is ready").first().waitFor();
        assertThat(window.open("/keys").main().getByText("Web shop").count()).isEqualTo(1);
    }

    private static void addWebhook(Window window) {
        window.open("/dashboard").follow("Add a webhook");
        window.open("/webhooks/new");
        window.fill("url", "http://127.0.0.1:1025/hook");
        window.page().locator("input[value='message.completed']").check();
        window.press("Create endpoint");
        assertThat(window.main().innerHTML()).contains("whsec_");
    }

    private static void invite(Window window) {
        window.open("/dashboard").follow("Invite somebody");
        window.open("/users/new");
        window.fill("email", "colleague@example.org");
        window.page().locator("label[for='role1']").click();
        window.press("Create invitation link");
        assertThat(window.main().innerHTML()).contains("/invitations/");
        assertThat(Axe.mistakes(window)).isEmpty();
    }
}
