package dev.baton.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton list}: the newest messages. */
@Command(
        name = "list",
        description = "Lists messages, newest first.",
        mixinStandardHelpOptions = true)
final class MessageList implements Callable<Integer> {

    private static final String ROW = "%-36s  %-9s  %-20s  %-27s  %s";

    @Mixin private Server server;
    @Mixin private Printed printed;

    @Option(
            names = {"-s", "--status"},
            paramLabel = "STATUS",
            description = "Only those: queued, completed, failed or cancelled.")
    private @Nullable String status;

    @Option(
            names = {"-a", "--agent"},
            paramLabel = "ID",
            description = "Only those that this agent was asked.")
    private @Nullable UUID agent;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those from then on, such as 2026-11-20T00:00:00Z.")
    private @Nullable String since;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many, at most 100; else ${DEFAULT-VALUE}.")
    private int limit;

    @SuppressWarnings("NullAway.Init")
    MessageList() {}

    @Override
    public Integer call() throws NotDone {
        var path = new StringBuilder("/api/v1/messages?limit=" + limit);
        narrow(path, "status", status);
        narrow(path, "agent", agent);
        narrow(path, "from", since);
        var page = server.get(path.toString());
        if (printed.isJson()) {
            printed.out().println(page);
            return Exit.DONE;
        }
        printed.line(ROW.formatted("ID", "STATUS", "AGENT", "CREATED", "COST").stripTrailing());
        for (var message : page.path("data")) {
            printed.line(
                    ROW.formatted(
                                    message.path("id").asString(""),
                                    message.path("status").asString(""),
                                    message.at("/agent/name").asString("-"),
                                    message.path("created_at").asString(""),
                                    message.at("/cost/amount").asString("-"))
                            .stripTrailing());
        }
        return Exit.DONE;
    }

    private static void narrow(StringBuilder path, String name, @Nullable Object value) {
        if (value != null) {
            path.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
    }
}
