package dev.baton.run;

import dev.baton.decision.Decision;
import dev.baton.decision.Decision.Reason;
import dev.baton.platform.problem.Problem;
import dev.baton.selection.NoAgentFits;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/** The figures behind a refusal, as a journal keeps them: what limit it was and whose. */
final class RefusalFacts {

    private RefusalFacts() {}

    /** Null for none. */
    static @Nullable Map<String, String> of(Problem refusal) {
        var facts = new TreeMap<String, String>();
        refusal.extensions()
                .forEach(
                        (name, value) -> {
                            if (value instanceof String || value instanceof Number) {
                                facts.put(name, String.valueOf(value));
                            }
                        });
        if (refusal instanceof NoAgentFits none
                && none.decision().explanation() instanceof Decision.Selection selection) {
            selection.candidates().stream()
                    .filter(candidate -> candidate.reason() == Reason.AT_CAPACITY)
                    .findFirst()
                    .ifPresent(full -> facts.putAll(of(full)));
        }
        return facts.isEmpty() ? null : facts;
    }

    private static Map<String, String> of(Decision.Candidate full) {
        return Map.of(
                "owner",
                full.agent().toString(),
                "agent",
                full.name(),
                "concurrent",
                String.valueOf(full.detail()));
    }
}
