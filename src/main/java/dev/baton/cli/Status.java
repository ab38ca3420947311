package dev.baton.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code baton status}: how far a message is. */
@Command(
        name = "status",
        description = "Tells how far a message is.",
        mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {

    @Mixin private Server server;
    @Mixin private Printed printed;

    @Parameters(paramLabel = "ID", description = "Id of the message.")
    private UUID id;

    @Option(names = "--watch", description = "Goes on until it has ended.")
    private boolean watch;

    @SuppressWarnings("NullAway.Init")
    Status() {}

    @Override
    public Integer call() throws NotDone {
        var path = "/api/v1/messages/" + id;
        if (watch) {
            Events.read(server.stream(path + "/events"), this::hasEnded);
        }
        var message = server.get(path);
        if (printed.isJson()) {
            printed.out().println(message);
        } else {
            printed.facts(message);
        }
        return Ended.of(message) == Exit.FAILED ? Exit.FAILED : Exit.DONE;
    }

    private boolean hasEnded(String type, JsonNode message) {
        return Ended.of(message) != Exit.NOT_ENDED;
    }
}
