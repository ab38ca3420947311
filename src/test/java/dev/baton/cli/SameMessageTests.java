package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** A message that the command line sent is the same one in the API and in the console. */
@ServerTest
class SameMessageTests {

    @Autowired private MessageFixture fixture;
    @Autowired private Environment environment;
    @TempDir Path folder;

    private Caller caller;
    private TestTerminal terminal;

    @BeforeEach
    void open() throws IOException {
        caller = fixture.caller();
        var url = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        terminal = new TestTerminal(url, caller.client().token(), folder);
    }

    @Test
    void isAskedFollowedAndReadFromTheTerminal() throws IOException {
        assertThat(terminal.run("ask", "-a", "echo", "--later", "carry this")).isZero();
        var id = terminal.out().strip();

        assertThat(terminal.run("status", id, "--watch")).isZero();
        assertThat(terminal.out()).contains(id, "completed", "echo");
        assertThat(terminal.run("result", id)).isZero();
        assertThat(terminal.out()).contains("carry this");
        var file = folder.resolve("answer.txt");
        assertThat(terminal.run("result", id, "-o", file.toString())).isZero();
        assertThat(Files.readString(file)).contains("carry this");
        assertThat(terminal.run("list", "-s", "completed")).isZero();
        assertThat(terminal.out()).contains(id);

        var told = caller.client().get("/api/v1/messages/" + id).json();
        assertThat(told.path("status").asString()).isEqualTo("completed");
        assertThat(told.path("output").asString()).contains("carry this");
    }

    @Test
    void printsTheAnswerAsItComes() {
        assertThat(terminal.run("ask", "-a", "assistant", "hello")).isZero();

        assertThat(terminal.out().strip()).isNotEmpty();
        assertThat(terminal.run("ask", "--json", "-a", "assistant", "hello")).isZero();
        assertThat(terminal.out()).startsWith("{").contains("\"status\":\"completed\"");
    }

    @Test
    void isRefusedLikeAnybodyElse() throws IOException {
        assertThat(terminal.run("ask", "-a", "nobody", "hello")).isEqualTo(3);
        assertThat(terminal.err()).contains("nobody");
        assertThat(terminal.run("result", "01981f3a-6a6e-7c52-9a4e-2f6c1d0b7e11")).isEqualTo(3);
    }
}
