package dev.baton.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.databind.JsonNode;

/** How a message is told on standard output. */
final class Printed {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "Prints the API's JSON.")
    private boolean json;

    @SuppressWarnings("NullAway.Init")
    Printed() {}

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Words of a model, without what would steer the terminal. */
    void words(String text) {
        out().print(Terminal.printable(text));
        out().flush();
    }

    void line(String text) {
        out().println(Terminal.printable(text));
    }

    /** One fact a line; those that are not known yet are left out. */
    void facts(JsonNode message) {
        fact("id", message.path("id").asString(null));
        fact("status", message.path("status").asString(null));
        fact("agent", message.at("/agent/name").asString(null));
        fact("attempts", message.path("attempts").asString(null));
        fact("now", message.at("/progress/state").asString(null));
        fact("next", message.at("/progress/next_attempt_at").asString(null));
        fact("created", message.path("created_at").asString(null));
        fact("ended", message.path("ended_at").asString(null));
        var cost = message.path("cost");
        if (cost.isObject()) {
            fact("cost", cost.path("amount").asString() + " " + cost.path("currency").asString());
        }
        fact("trace", message.path("trace_id").asString(null));
        fact("error", message.at("/error/detail").asString(null));
        fact("failed", message.at("/progress/last_error").asString(null));
    }

    private void fact(String name, @Nullable String value) {
        if (value != null) {
            line("%-9s %s".formatted(name, value));
        }
    }
}
