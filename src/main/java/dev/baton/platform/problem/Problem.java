package dev.baton.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal that a caller can understand: a stable code, the facts for its sentence and the fields
 * it is about. Modules add named facts below the categories in this package.
 *
 * <p>The title shown to people is the message {@code problem.<code>} with the arguments.
 */
public abstract sealed class Problem extends RuntimeException
        permits NotFound,
                Conflict,
                PreconditionFailed,
                RuleRefused,
                BadInput,
                Denied,
                LimitReached,
                PaymentRequired,
                Unavailable,
                Unauthenticated {

    private final int status;
    private final String code;
    private final List<Object> arguments;
    private final List<FieldProblem> fields;

    Problem(int status, String code, String detail, List<?> arguments, List<FieldProblem> fields) {
        super(detail);
        this.status = status;
        this.code = code;
        this.arguments = List.copyOf(arguments);
        this.fields = List.copyOf(fields);
    }

    public int status() {
        return status;
    }

    /** Stable, snake case, part of the API: {@code agent_not_found}. */
    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }

    public List<FieldProblem> fields() {
        return fields;
    }

    /** Members beside the standard ones of the problem document, for example the limit's name. */
    public Map<String, Object> extensions() {
        return Map.of();
    }

    /** Headers that the answer must carry beside {@code Retry-After}. */
    public Map<String, String> headers() {
        return Map.of();
    }

    /** When trying again may succeed; becomes {@code Retry-After}. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** A refusal is an answer, not a fault: it needs no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
