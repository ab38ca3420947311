package dev.baton.message;

import dev.baton.model.CallFailed;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.problem.Unavailable;
import java.time.Duration;

/** Tells callers what went wrong at the agent or its provider, each in the status that fits. */
final class CallProblems {

    private static final Duration SOON = Duration.ofSeconds(1);

    private CallProblems() {}

    /**
     * Whether the other side may have worked for the call, so that asking again might do it twice.
     * What it refused, could not be reached for, or says it failed at, it did not do.
     */
    static boolean mayHaveHadEffect(CallFailed failure) {
        var used = failure.usage();
        return used.input() > 0
                || used.output() > 0
                || switch (failure.reason()) {
                    case TIMEOUT, CUT, GARBLED, CANCELLED, NO_ROOM -> true;
                    case REQUEST_REFUSED, RATE_LIMITED, UNAUTHORIZED, UPSTREAM_ERROR, UNREACHABLE ->
                            false;
                };
    }

    static Problem cancelled() {
        return new ProviderFailed(502, "call_cancelled", "The call was cancelled.");
    }

    /** Something of ours went wrong in the middle of a call. */
    static Problem fault() {
        return new ProviderFailed(
                500, "internal_error", "Something went wrong on our side; the call is over.");
    }

    static Problem of(CallFailed failure) {
        var wait = failure.retryAfter().orElse(SOON);
        var message = String.valueOf(failure.getMessage());
        return switch (failure.reason()) {
            case REQUEST_REFUSED -> new RequestRefused(message);
            case RATE_LIMITED -> new ProviderBusy(message, wait);
            case TIMEOUT -> new ProviderFailed(504, "provider_timeout", message);
            case UNAUTHORIZED -> new ProviderFailed(502, "provider_unauthorized", message);
            case UPSTREAM_ERROR -> new ProviderFailed(502, "provider_error", message);
            case UNREACHABLE -> new ProviderFailed(502, "provider_unreachable", message);
            case CUT -> new ProviderFailed(502, "provider_cut", message);
            case GARBLED -> new ProviderFailed(502, "provider_garbled", message);
            case CANCELLED -> new ProviderFailed(502, "call_cancelled", message);
            case NO_ROOM -> new ProviderFailed(503, "no_room_for_answer", message);
        };
    }

    /** The provider refused the request itself; it should be changed. */
    static final class RequestRefused extends RuleRefused {

        RequestRefused(String message) {
            super("provider_refused_request", message, message);
        }
    }

    /** The provider has too much to do. */
    static final class ProviderBusy extends LimitReached {

        ProviderBusy(String message, Duration retryAfter) {
            super("provider_rate_limited", message, retryAfter, retryAfter.toSeconds());
        }
    }

    /** The provider gave no usable answer. */
    static final class ProviderFailed extends Unavailable {

        ProviderFailed(int status, String code, String message) {
            super(status, code, message, Duration.ZERO);
        }
    }
}
