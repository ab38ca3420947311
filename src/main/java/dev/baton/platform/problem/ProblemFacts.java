package dev.baton.platform.problem;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a failure comes down to for the one who asked, whatever was thrown.
 *
 * @param arguments of the title's message {@code problem.<code>}
 * @param headers that the answer must carry, for example {@code Allow}
 */
public record ProblemFacts(
        int status,
        String code,
        String detail,
        List<Object> arguments,
        List<FieldProblem> fields,
        Map<String, Object> extensions,
        @Nullable Duration retryAfter,
        Map<String, String> headers) {

    static ProblemFacts of(int status, String code, String detail) {
        return new ProblemFacts(
                status, code, detail, List.of(), List.of(), Map.of(), null, Map.of());
    }

    static ProblemFacts of(Problem problem) {
        return new ProblemFacts(
                problem.status(),
                problem.code(),
                String.valueOf(problem.getMessage()),
                problem.arguments(),
                problem.fields(),
                problem.extensions(),
                problem.retryAfter().orElse(null),
                problem.headers());
    }

    ProblemFacts withArguments(Object... more) {
        return new ProblemFacts(
                status, code, detail, List.of(more), fields, extensions, retryAfter, headers);
    }

    ProblemFacts withFields(List<FieldProblem> more) {
        return new ProblemFacts(
                status, code, detail, arguments, more, extensions, retryAfter, headers);
    }

    ProblemFacts withRetryAfter(Duration wait) {
        return new ProblemFacts(status, code, detail, arguments, fields, extensions, wait, headers);
    }

    ProblemFacts withHeader(String name, String value) {
        var all =
                Stream.concat(headers.entrySet().stream(), Map.of(name, value).entrySet().stream())
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, Map.Entry::getValue, (_, b) -> b));
        return new ProblemFacts(
                status, code, detail, arguments, fields, extensions, retryAfter, all);
    }
}
