package dev.baton.planner;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentRegistry;
import dev.baton.decision.Decision.Candidate;
import dev.baton.decision.Decision.Reason;
import dev.baton.decision.Decision.Selection;
import dev.baton.selection.Means;
import dev.baton.selection.Need;
import dev.baton.selection.NoAgentFits;
import dev.baton.selection.Selector;
import dev.baton.selection.Strategy;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Chooses agents for steps the way they are chosen for messages, without asking any of them. The
 * same step of the same tenant gets the same agent as long as nothing is learnt of them.
 */
@Component
class AgentPicker {

    private static final JsonMapper JSON = new JsonMapper();

    private final Selector selector;
    private final AgentRegistry registry;

    AgentPicker(Selector selector, AgentRegistry registry) {
        this.selector = selector;
        this.registry = registry;
    }

    /** What the tenant's agents can do. */
    Set<String> capabilities(TenantId tenant) {
        return registry.usableBy(tenant).stream()
                .filter(Agent::isEnabled)
                .flatMap(agent -> agent.capabilities().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    AgentPick pick(TenantId tenant, DraftStep step, Set<String> capabilities, Strategy strategy) {
        return pick(
                tenant,
                step.capability() == null
                        ? capability(step.type(), step.hint(), capabilities)
                        : step.capability(),
                step.instruction(),
                strategy);
    }

    /**
     * @param words that the agent would be told; only its variables are checked against them
     */
    AgentPick pick(TenantId tenant, @Nullable String capability, String words, Strategy strategy) {
        var body = JSON.createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", words);
        var need =
                new Need(
                        subject(tenant, words),
                        null,
                        capability,
                        Map.of(),
                        body,
                        Set.of(),
                        Means.unlimited());
        try {
            var choice = selector.choose(tenant, need, strategy);
            var candidates = choice.decision().explanation();
            var others =
                    candidates instanceof Selection selection
                            ? selection.candidates().stream()
                                    .filter(each -> each.reason() == Reason.LOWER_SCORE)
                                    .map(Candidate::name)
                                    .toList()
                            : List.<String>of();
            return new AgentPick(choice.agent().name(), capability, others);
        } catch (NoAgentFits none) {
            return new AgentPick(null, capability, List.of());
        }
    }

    /**
     * The capability that a step needs: that of its type, or one that its words name; null when the
     * tenant's agents have neither.
     */
    static @Nullable String capability(TaskType type, String hint, Set<String> capabilities) {
        for (var usual : type.capabilities()) {
            if (capabilities.contains(usual)) {
                return usual;
            }
        }
        for (var usual : type.capabilities()) {
            for (var capability : capabilities) {
                if (List.of(capability.split("[._:-]")).contains(usual)) {
                    return capability;
                }
            }
        }
        var words = new Words(hint);
        return capabilities.stream()
                .filter(
                        capability ->
                                List.of(capability.split("[._:-]")).stream()
                                        .allMatch(
                                                part ->
                                                        part.length() > 2
                                                                && words.has(List.of(part))))
                .findFirst()
                .orElse(null);
    }

    private static UUID subject(TenantId tenant, String words) {
        return UUID.nameUUIDFromBytes((tenant.value() + words).getBytes(StandardCharsets.UTF_8));
    }
}
