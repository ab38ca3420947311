package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.OverHttp;
import dev.baton.TestPeople;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** How large a form may be, as browsers send it: each byte of a Thai letter as three. */
@Tag("database")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({KeyFixture.class, MessageFixture.class, OverHttp.Testers.class})
class LargeFormTests {

    private static final int MEGABYTE = 1_048_576;
    private static final String EMPTY = "{\"topic\":\"\"}";

    /** As many as fit into an input. */
    private static final int MOST_LETTERS = (MEGABYTE - EMPTY.length()) / 3;

    @LocalServerPort private int port;
    @Autowired private MockMvcTester overHttp;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    private ConsoleBrowser editor;

    @BeforeEach
    void somebody() {
        Caller caller = fixture.caller();
        new RunClient(caller.client())
                .publish(
                        "echo",
                        "{'steps':[{'id':'a','kind':'transform','value':'${input.topic}'}]}");
        editor = new ConsoleBrowser(overHttp);
        editor.signIn(people.person(caller.tenant(), Role.EDITOR).email(), TestPeople.PASSWORD);
        editor.open("/runs/new");
    }

    @Test
    void takesAMegabyteOfThai() {
        assertThat(preview(MOST_LETTERS)).hasStatusOk().bodyText().contains("id=\"plan-title\"");
        assertThat(preview(MOST_LETTERS + 1))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"input-error\"", "This is longer than 1 MB.", "กกก");
    }

    @Test
    void namesTheLimitOfAForm() {
        assertThat(preview(MEGABYTE / 2))
                .hasStatus(413)
                .bodyText()
                .contains("<html", "larger than 4 MB", "To the overview")
                .doesNotContain("กกก");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNoLargeFormOfVisitors(boolean chunked) throws Exception {
        for (var path : new String[] {"/login", "/runs/new", "/nowhere"}) {
            var answer = send(path, 100_000, chunked, "baton_csrf=x");

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("larger than 64 KB");
        }
        assertThat(send("/runs/new", 1_000, chunked, "baton_csrf=x").statusCode())
                .isEqualTo(chunked ? 413 : 403);
    }

    @Test
    void leadsWhoseSessionEndedToSignIn() throws Exception {
        var answer = send("/runs/new", 3 * MEGABYTE, false, "baton_session=gone");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/login?ended");
    }

    @Test
    void namesTheLimitToWhoDoesNotSayHowMuchComes() throws Exception {
        var session = "baton_session=" + editor.cookie("baton_session");

        var answer = send("/runs/new", 5 * MEGABYTE, true, session);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("larger than 4 MB");
    }

    private MvcTestResult preview(int letters) {
        var input = EMPTY.replace("\"\"}", "\"" + "ก".repeat(letters) + "\"}");
        return editor.send("/runs/new", "source", "workflow", "workflow", "echo", "input", input);
    }

    private HttpResponse<String> send(String path, int bytes, boolean chunked, String cookie)
            throws Exception {
        var form = ("task=" + "x".repeat(bytes)).getBytes();
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .header("Cookie", cookie)
                        .POST(
                                chunked
                                        ? BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(form))
                                        : BodyPublishers.ofByteArray(form))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
