package dev.baton.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Somebody's terminal: what a command says there. */
final class TestTerminal {

    private final String url;
    private final Path key;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    TestTerminal(String url, String key, Path folder) throws IOException {
        this.url = url;
        this.key = Files.writeString(folder.resolve("key"), key);
    }

    /** Its exit code. */
    int run(String... command) {
        out = new StringWriter();
        err = new StringWriter();
        var connection = Stream.of("--url", url, "--key-file", key.toString());
        var isServers = command.length > 0 && !command[0].startsWith("-");
        var all = isServers ? Stream.concat(Stream.of(command), connection) : Stream.of(command);
        return BatonCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
