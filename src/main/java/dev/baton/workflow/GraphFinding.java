package dev.baton.workflow;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.baton.platform.problem.FieldProblem;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something wrong with a graph, or what may turn out to be.
 *
 * @param pointer where, as JSON pointer (RFC 6901): {@code /steps/2/when}; empty for the whole
 * @param code stable, snake case: {@code cycle}, {@code unknown_step}
 * @param message a sentence in English that names the limit or what is meant
 * @param textKey of the same sentence in the languages of the console
 * @param arguments of it
 * @param isWarning whether it refuses nothing, for it need not be so by the time the graph runs
 */
public record GraphFinding(
        String pointer,
        String code,
        String message,
        @JsonIgnore String textKey,
        @JsonIgnore List<String> arguments,
        @JsonIgnore boolean isWarning) {

    static GraphFinding of(String pointer, Fault fault, Object... arguments) {
        return new GraphFinding(
                pointer,
                fault.code(),
                fault.told(arguments),
                "workflow.finding." + fault.name().toLowerCase(Locale.ROOT),
                Stream.of(arguments).map(String::valueOf).toList(),
                fault.isWarning());
    }

    FieldProblem toProblem() {
        return new FieldProblem(pointer, code, message);
    }
}
