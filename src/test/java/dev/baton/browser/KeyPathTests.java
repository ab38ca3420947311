package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.baton.BesideOthers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A key from its creation in the console to its end: it works, and a second later it does not. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class KeyPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;

    @Test
    void aKeyWorksOnceCreatedIsRotatedWithoutAGapAndEndsOnceRevoked() {
        var owner = workshop.owner();
        workshop.echo(owner, "echo");
        try (var window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner)) {
            var token = createKey(window);

            assertThat(ask(token).statusCode()).isEqualTo(200);
            assertThat(ask(token).body()).contains("\"output\":\"hello\"");

            var heir = rotate(window);

            assertThat(ask(heir).statusCode()).isEqualTo(200);
            assertThat(ask(token).statusCode()).isEqualTo(200);

            revoke(window, token);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(ask(token).statusCode()).isEqualTo(401));
            assertThat(ask(heir).statusCode()).isEqualTo(200);
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static String createKey(Window window) {
        window.open("/keys").follow("Create key");
        window.fill("name", "Web shop");
        window.page().locator("input[value='messages:write']").check();
        window.press("Create key");
        return shownOnce(window);
    }

    private static String rotate(Window window) {
        window.open("/keys").follow("Web shop");
        window.page().locator("#grace").selectOption("3600");
        window.press("Rotate key");
        window.page().getByText("The old key works until").waitFor();
        return shownOnce(window);
    }

    private static String shownOnce(Window window) {
        assertThat(window.main().textContent()).contains("The key is ready");
        var page = window.main().innerHTML();
        assertThat(page).contains("BATON_API_KEY=");
        assertThat(run(window.main().locator("pre:has-text('curl')").textContent()))
                .contains("\"output\":\"hello\"");
        assertThat(Axe.mistakes(window)).isEmpty();
        return page.replaceAll("(?s).*?(eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+).*", "$1");
    }

    /** The line that is shown, pasted into a shell. */
    private static String run(String line) {
        try {
            var shell = new ProcessBuilder("bash", "-c", line.replace("curl ", "curl -sS ")).start();
            return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of two with this name, the older, which is ending. */
    private static void revoke(Window window, String token) {
        window.open("/keys")
                .page()
                .locator("tr:has-text('Ending')")
                .getByRole(AriaRole.LINK)
                .first()
                .click();
        assertThat(window.main().innerHTML()).doesNotContain(token);
        window.press("Revoke");
        window.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        window.page()
                .getByText("Key Web shop is revoked.", new Page.GetByTextOptions().setExact(true))
                .first()
                .waitFor();
    }

    private HttpResponse<String> ask(String token) {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/messages"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"agent\":\"echo\",\"input\":\"hello\"}"))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
