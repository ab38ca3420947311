package dev.baton.planner;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.baton.platform.json.CanonicalJson;
import dev.baton.selection.Strategy;

import org.jspecify.annotations.Nullable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What would be run, and what it may cost. Nothing of it has happened.
 *
 * @param hash SHA-256 of graph and input together, in hex: what <em>start exactly this plan</em>
 *     names
 * @param graphHash that of the graph alone, which runs name
 * @param graph a graph's JSON that reads without findings
 * @param input what a run of the graph begins with
 * @param template id of the template; null where it came from none
 * @param confidence 0 to 1, how sure it is that this is what was meant
 * @param steps in the order of the graph, those inside of others after them
 * @param currency of all costs
 * @param cost nano-units, all steps together
 * @param millis from the first step to the last, branches at the same time counted once
 * @param why what was decided, in the order it was
 * @param plannedAt when an agent made it, where it is shown again without asking that; null for one
 *     that was just made
 * @param tookMillis to make it; null in one that is kept from before that was measured
 */
public record Plan(
        String hash,
        String graphHash,
        Map<String, Object> graph,
        Map<String, Object> input,
        PlanSource source,
        @Nullable String template,
        Strategy strategy,
        double confidence,
        List<PlannedStep> steps,
        String currency,
        Range cost,
        Range millis,
        List<Why> why,
        @Nullable Instant plannedAt,
        @Nullable Long tookMillis) {

    /**
     * Something that was decided; its sentence is the text {@code planner.why.<code>}.
     *
     * @param arguments of the sentence
     */
    public record Why(String code, List<String> arguments) {

        private static final Set<String> WITH_STRATEGY = Set.of("agent_fits", "agent_has", "cheaper_agents");

        static Why of(String code, Object... arguments) {
            return new Why(code, List.of(arguments).stream().map(String::valueOf).toList());
        }

        public String key() {
            return "planner.why." + code;
        }

        /** The arguments as the sentence takes them: a strategy by its name in each language. */
        public List<Object> words() {
            var words = new ArrayList<Object>(arguments);
            if (WITH_STRATEGY.contains(code)) {
                var strategy = arguments.getLast();
                words.set(
                        words.size() - 1,
                        new DefaultMessageSourceResolvable(
                                new String[] {"planner.strategy." + strategy}, strategy));
            }
            return words;
        }
    }

    /** The graph as a run is begun with. */
    @JsonIgnore
    public String graphJson() {
        return CanonicalJson.write(graph);
    }

    public Optional<PlannedStep> step(String id) {
        return steps.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** What a graph and an input together are known by. */
    static String hash(Map<String, Object> graph, Map<String, Object> input) {
        return CanonicalJson.hash(Map.of("graph", graph, "input", input));
    }
}
