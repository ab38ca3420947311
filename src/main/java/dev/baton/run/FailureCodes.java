package dev.baton.run;

import dev.baton.workflow.RetryPolicy.Failure;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** What is known of a failure of which only its code is. */
final class FailureCodes {

    private static final Set<Long> PASSING = Set.of(408L, 409L, 425L);

    private FailureCodes() {}

    /** What kind of failure that may pass it is; null for one that will not. */
    static @Nullable Failure kind(String code) {
        return switch (code) {
            case "timed_out", "provider_timeout", "run_timed_out" -> Failure.TIMEOUT;
            case "unreachable", "provider_unreachable" -> Failure.UNREACHABLE;
            case "http_429", "provider_rate_limited" -> Failure.RATE_LIMITED;
            case "answer_invalid", "provider_cut", "provider_garbled" -> Failure.INVALID_ANSWER;
            case "provider_error", "internal_error" -> Failure.SERVER_ERROR;
            default -> ofStatus(code);
        };
    }

    private static @Nullable Failure ofStatus(String code) {
        if (!code.matches("http_\\d{3}")) {
            return null;
        }
        var status = Long.parseLong(code.substring("http_".length()));
        return status >= 500 || PASSING.contains(status) ? Failure.SERVER_ERROR : null;
    }
}
