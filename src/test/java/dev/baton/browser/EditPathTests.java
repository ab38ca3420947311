package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;

import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Taking things back, changing the same thing as somebody else, trying before saving. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class EditPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;

    private TestPeople.Person owner;
    private String agent;
    private Window window;

    @BeforeEach
    void openAnAgent() {
        owner = workshop.owner();
        agent = "/agents/" + workshop.echo(owner, "echo");
        window = window();
    }

    @AfterEach
    void close() {
        assertThat(window.complaints()).isEmpty();
        window.close();
    }

    @Test
    void whatIsHarmlessIsDoneAtOnceAndCanBeUndone() {
        window.open(agent).press("Disable");
        window.button("Enable").waitFor();

        window.press("Undo");

        window.button("Disable").waitFor();
    }

    @Test
    void twoWhoChangeTheSameThingBothKeepWhatTheyTyped() {
        window.open(agent + "/edit").fill("description", "Mine");
        try (var other = window()) {
            other.open(agent + "/edit").fill("description", "Theirs").fill("release", "2.0.0");
            other.press("Save");
            other.page().getByText("Theirs").first().waitFor();
        }

        window.press("Save");

        window.page().getByText("has saved this meanwhile").waitFor();
        assertThat(window.page().locator("[name='description']").inputValue()).isEqualTo("Mine");
        window.page().getByLabel("Take theirs: Version").check();
        window.press("Save this way");
        window.page().getByText("2.0.0").first().waitFor();
        assertThat(window.main().textContent()).contains("Mine").doesNotContain("Theirs");
    }

    @Test
    void aConnectionIsTriedInPlace() {
        window.open("/agents/new").fill("name", "far");
        window.page().locator("input[name='kind'][value='http'] + label").click();
        window.fill("http.url", "http://127.0.0.1:" + port + "/login");

        window.press("Test connection");

        window.page().getByText("It answers, in").waitFor();
        assertThat(window.page().locator("[name='name']").inputValue()).isEqualTo("far");
        assertThat(window.page().url()).endsWith("/agents/new");
    }

    @Test
    void aFieldThatIsLeftSaysWhatItsConstraintIs() {
        window.open("/agents/new");
        var name = window.page().locator("[name='name']");
        var wrong = window.page().locator("#name-error");

        name.focus();
        assertThat(wrong.count()).isZero();
        name.press("Tab");
        wrong.waitFor();
        assertThat(wrong.textContent().strip()).isEqualTo("Fill this in.");
        assertThat(name.getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(name.getAttribute("aria-describedby")).contains("name-error");

        name.pressSequentially("far");
        assertThat(wrong.count()).isOne();
        name.press("Tab");
        wrong.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(name.getAttribute("aria-invalid")).isNull();
    }

    @Test
    void whatIsPressedIsPressedAlthoughTheFieldBeforeItComplains() {
        window.open("/keys/new").fill("requestsPerMinute", "0");

        window.page().locator("[name='networks']").click();

        window.page().locator("#requestsPerMinute-error").waitFor();
        assertThat(window.page().locator("#requestsPerMinute-error").textContent().strip())
                .isEqualTo("Use at least 1.");
        window.page().locator("[name='name']").click();
        window.press("Create key");
        window.page().locator(".error-summary").waitFor();
    }

    @Test
    void aTimeIsToldInUtcOnAClick() {
        window.open(agent);
        var time = window.page().locator("time.moment[role='button']").first();
        var relative = time.textContent();

        time.click();
        assertThat(time.textContent()).endsWith("UTC");
        time.click();

        assertThat(time.textContent()).isEqualTo(relative);
    }

    private Window window() {
        return new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
    }
}
