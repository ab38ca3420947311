package dev.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton result}: what a message was answered. */
@Command(
        name = "result",
        description = "Prints what a message was answered.",
        mixinStandardHelpOptions = true)
final class Result implements Callable<Integer> {

    @Mixin private Server server;
    @Mixin private Printed printed;

    @Parameters(paramLabel = "ID", description = "Id of the message.")
    private UUID id;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes it there, exactly as it is.")
    private @Nullable Path file;

    @SuppressWarnings("NullAway.Init")
    Result() {}

    @Override
    public Integer call() throws IOException, NotDone {
        var message = server.get("/api/v1/messages/" + id);
        var code = Ended.of(message);
        if (code == Exit.FAILED) {
            throw NotDone.failed(message.path("error"));
        }
        if (code == Exit.NOT_ENDED) {
            throw NotDone.notEnded(message.path("status").asString());
        }
        var answer = printed.isJson() ? message.toString() : message.path("output").asString("");
        if (file != null) {
            Files.writeString(file, answer);
        } else if (printed.isJson()) {
            printed.out().println(answer);
        } else {
            printed.line(answer);
        }
        return code;
    }
}
