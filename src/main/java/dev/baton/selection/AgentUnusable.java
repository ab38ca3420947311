package dev.baton.selection;

import dev.baton.decision.Decision.Reason;
import dev.baton.platform.problem.Conflict;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent that was asked for by name cannot answer now. */
class AgentUnusable extends Conflict {

    private final Reason reason;

    AgentUnusable(String agent, Reason reason, @Nullable String capability) {
        super(
                "agent_" + reason.name().toLowerCase(Locale.ROOT),
                sentence(agent, reason, capability),
                agent,
                String.valueOf(capability));
        this.reason = reason;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("reason", reason.name().toLowerCase(Locale.ROOT));
    }

    private static String sentence(String agent, Reason reason, @Nullable String capability) {
        return switch (reason) {
            case LACKS_CAPABILITY ->
                    "The agent %s lacks the capability %s.".formatted(agent, capability);
            case DISABLED -> "The agent %s is disabled.".formatted(agent);
            case INACTIVE -> "The agent %s is inactive.".formatted(agent);
            default -> "The agent %s cannot answer now.".formatted(agent);
        };
    }
}
