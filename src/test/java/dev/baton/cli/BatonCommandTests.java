package dev.baton.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command line makes of what a server says. */
class BatonCommandTests {

    private static final String ID = "01981f3a-6a6e-7c52-9a4e-2f6c1d0b7e11";
    private static final String MESSAGES = "/api/v1/messages";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir Path folder;
    private TestTerminal terminal;

    @BeforeEach
    void open() throws IOException {
        terminal = new TestTerminal(SERVER.baseUrl(), "a.b.c", folder);
    }

    @Test
    void repeatsUnderTheSameKeyWhereTheServerIsBusy() {
        SERVER.stubFor(
                post(MESSAGES)
                        .inScenario("busy")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "0"))
                        .willSetStateTo("free"));
        SERVER.stubFor(
                post(MESSAGES)
                        .inScenario("busy")
                        .whenScenarioStateIs("free")
                        .willReturn(jsonResponse("{\"status\":\"completed\"}", 200)));

        assertThat(terminal.run("ask", "--json", "hello")).isZero();

        var asked = SERVER.findAll(postRequestedFor(urlEqualTo(MESSAGES)));
        assertThat(asked).hasSize(2);
        assertThat(asked.stream().map(it -> it.getHeader("Idempotency-Key")).distinct())
                .hasSize(1);
        assertThat(asked.getFirst().getHeader("Authorization")).isEqualTo("Bearer a.b.c");
    }

    @Test
    void givesUpOnAServerThatStaysBusyOrWantsTooMuchPatience() {
        SERVER.stubFor(
                get(urlPathEqualTo(MESSAGES))
                        .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "3600")));

        assertThat(terminal.run("list")).isEqualTo(4);
    }

    @Test
    void saysWhatTheServerRefusesAndWhichFieldIsWrong() {
        SERVER.stubFor(
                post(MESSAGES)
                        .willReturn(
                                jsonResponse(
                                                """
                                                {"title":"Invalid","detail":"The message is invalid.",
                                                 "errors":[{"field":"agent","message":"is unknown"}],
                                                 "trace_id":"4bf92f"}
                                                """,
                                                422)
                                        .withHeader("Content-Type", "application/problem+json")));

        assertThat(terminal.run("ask", "-a", "nobody", "hello")).isEqualTo(3);

        assertThat(terminal.err())
                .contains("The message is invalid.", "agent: is unknown", "trace 4bf92f");
    }

    @Test
    void tellsAnAnswerThatIsCutOffFromAWholeOne() {
        SERVER.stubFor(post(MESSAGES).willReturn(stream(delta("half an"))));

        assertThat(terminal.run("ask", "hello")).isEqualTo(4);

        assertThat(terminal.out()).isEqualTo("half an");
        assertThat(terminal.err()).contains("cut off");
    }

    @Test
    void failsAsTheMessageFailed() {
        SERVER.stubFor(
                post(MESSAGES)
                        .willReturn(
                                stream(
                                        "event: message.failed\ndata: {\"detail\":\"No credit.\"}\n\n")));

        assertThat(terminal.run("ask", "hello")).isEqualTo(1);

        assertThat(terminal.err()).contains("No credit.");
    }

    @Test
    void letsNoModelSteerTheTerminal() {
        SERVER.stubFor(
                post(MESSAGES)
                        .willReturn(
                                stream(
                                        delta("\\u001b[2J\\u202ehi\\tthere\\n")
                                                + "event: message.completed\ndata: {}\n\n")));

        assertThat(terminal.run("ask", "hello")).isZero();

        assertThat(terminal.out().strip()).isEqualTo("[2Jhi\tthere");
    }

    @Test
    void hasNoResultOfWhatHasNotEnded() {
        SERVER.stubFor(
                get(MESSAGES + "/" + ID).willReturn(jsonResponse("{\"status\":\"queued\"}", 200)));

        assertThat(terminal.run("result", ID)).isEqualTo(5);

        assertThat(terminal.err()).contains("not ended yet: queued");
    }

    @Test
    void saysWhatIsWrongWithTheCommand() throws IOException {
        assertThat(terminal.run("ask", "-v", "n:=[", "hello")).isEqualTo(2);
        assertThat(terminal.run("status", "1")).isEqualTo(2);
        assertThat(terminal.run("frobnicate")).isEqualTo(2);
        var keyless = new TestTerminal("http://127.0.0.1:1", " ", folder);
        assertThat(keyless.run("list")).isEqualTo(2);
        assertThat(keyless.err()).contains("No API key");
    }

    @Test
    void saysWhichServerDoesNotAnswer() throws IOException {
        var away = new TestTerminal("http://127.0.0.1:1", "a.b.c", folder);

        assertThat(away.run("list")).isEqualTo(4);
        assertThat(away.err()).contains("http://127.0.0.1:1");
    }

    @Test
    void isMeantByACommandAndNotByOptionsOfTheServer() {
        assertThat(BatonCommand.isMeant()).isFalse();
        assertThat(BatonCommand.isMeant("--server.port=1")).isFalse();
        assertThat(BatonCommand.isMeant("ask", "hello")).isTrue();
        assertThat(BatonCommand.isMeant("--help")).isTrue();
        assertThat(terminal.run("--help")).isZero();
        assertThat(terminal.out()).contains("ask", "status", "result", "list", "Exit codes");
        assertThat(terminal.run("--version")).isZero();
        assertThat(terminal.out()).startsWith("baton ");
        assertThat(terminal.run()).isZero();
    }

    @Test
    void understandsEveryCommandOfItsGuide() throws IOException {
        var guide = Files.readString(Path.of("docs", "command-line.md"));
        var commands = Pattern.compile("\\| `baton ([^`]+)`").matcher(guide).results().toList();

        assertThat(commands).hasSizeGreaterThan(5);
        for (var command : commands) {
            var line = new CommandLine(new BatonCommand());
            assertThat(line.parseArgs(words(command.group(1))).errors()).isEmpty();
        }
    }

    private static String[] words(String command) {
        var words = new ArrayList<String>();
        Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(command)
                .results()
                .forEach(it -> words.add(it.group(1) == null ? it.group(2) : it.group(1)));
        return words.toArray(String[]::new);
    }

    private static ResponseDefinitionBuilder stream(String events) {
        return ok(events).withHeader("Content-Type", "text/event-stream");
    }

    private static String delta(String words) {
        return "event: message.delta\ndata: {\"choices\":[{\"delta\":{\"content\":\""
                + words
                + "\"}}]}\n\n";
    }
}
