package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** However steps wait for each other, the order is right or the reason why there is none. */
class GraphOrderProperties {

    /**
     * Steps and what each waits for, in the order in which they are written.
     *
     * @param never those whose condition is false
     */
    private record Drawn(Map<String, List<String>> after, Set<String> never) {

        Map<String, Object> graph() {
            var steps = new ArrayList<Map<String, Object>>();
            after.forEach(
                    (id, earlier) -> {
                        var step = new LinkedHashMap<String, Object>();
                        step.put("id", id);
                        step.put("kind", "transform");
                        step.put("value", 1L);
                        step.put("after", earlier);
                        if (never.contains(id)) {
                            step.put("when", "false");
                        }
                        steps.add(step);
                    });
            return Map.of("steps", steps);
        }

        List<String> ids() {
            return List.copyOf(after.keySet());
        }

        String pointer(String id) {
            return "/steps/" + ids().indexOf(id);
        }

        /** Those that can begin at some time, found by letting whatever is free go first. */
        Set<String> beginning() {
            var begun = new HashSet<String>();
            boolean more;
            do {
                more = false;
                for (var step : after.entrySet()) {
                    if (begun.containsAll(step.getValue())) {
                        more |= begun.add(step.getKey());
                    }
                }
            } while (more);
            return begun;
        }
    }

    @Provide
    Arbitrary<Drawn> acyclic() {
        return Arbitraries.randomValue(random -> drawn(random, 0));
    }

    @Provide
    Arbitrary<Drawn> cyclic() {
        return Arbitraries.randomValue(random -> drawn(random, 1 + random.nextInt(3)));
    }

    private static Drawn drawn(Random random, int circles) {
        var size = 1 + random.nextInt(16);
        var ids = new ArrayList<String>();
        for (var at = 0; at < size; at++) {
            ids.add("s" + at);
        }
        Collections.shuffle(ids, random);
        var after = new HashMap<String, List<String>>();
        for (var at = 0; at < size; at++) {
            var earlier = new ArrayList<String>();
            for (var before = 0; before < at; before++) {
                if (random.nextInt(size) < 2) {
                    earlier.add(ids.get(before));
                }
            }
            Collections.shuffle(earlier, random);
            after.put(ids.get(at), earlier);
        }
        for (var circle = 0; circle < circles; circle++) {
            var on = new ArrayList<>(ids);
            Collections.shuffle(on, random);
            var length = 1 + random.nextInt(size);
            for (var at = 0; at < length; at++) {
                var earlier = after.get(on.get((at + 1) % length));
                if (!earlier.contains(on.get(at))) {
                    earlier.add(on.get(at));
                }
            }
        }
        var written = new ArrayList<>(ids);
        Collections.shuffle(written, random);
        var never = new HashSet<String>();
        var ordered = new LinkedHashMap<String, List<String>>();
        for (var id : written) {
            ordered.put(id, after.get(id));
            if (random.nextInt(8) == 0) {
                never.add(id);
            }
        }
        return new Drawn(ordered, never);
    }

    @Property(tries = 300)
    void stepsStandBehindAllThatTheyWaitFor(@ForAll("acyclic") Drawn drawn) {
        var outline = DraftOutline.of(drawn.graph());

        var order = outline.steps().stream().map(DraftOutline.DraftStep::key).toList();
        assertThat(order).containsExactlyInAnyOrderElementsOf(drawn.ids());
        drawn.after()
                .forEach(
                        (id, earlier) ->
                                assertThat(earlier)
                                        .allMatch(each -> order.indexOf(each) < order.indexOf(id)));
        var levels = new HashMap<String, Integer>();
        outline.layout().orElseThrow().boxes().forEach(box -> levels.put(box.key(), box.y()));
        drawn.after()
                .forEach(
                        (id, earlier) ->
                                assertThat(earlier)
                                        .allMatch(each -> levels.get(each) < levels.get(id)));
    }

    @Property(tries = 300)
    void noStepThatNeverRunsIsMissed(@ForAll("acyclic") Drawn drawn) {
        assertThat(GraphReader.read(drawn.graph()).findings())
                .extracting(each -> each.pointer() + " " + each.code())
                .containsExactlyInAnyOrderElementsOf(
                        drawn.never().stream()
                                .map(id -> drawn.pointer(id) + " unreachable_step")
                                .toList());
    }

    @Property(tries = 300)
    void whatIsNamedAsACircleIsOne(@ForAll("cyclic") Drawn drawn) {
        var circles =
                GraphReader.read(drawn.graph()).findings().stream()
                        .filter(each -> each.code().equals("cycle"))
                        .map(each -> List.of(each.arguments().getFirst().split(" → ")))
                        .toList();

        assertThat(circles).isNotEmpty();
        for (var circle : circles) {
            assertThat(circle.getFirst()).isEqualTo(circle.getLast());
            assertThat(circle).hasSizeGreaterThan(1);
            for (var at = 1; at < circle.size(); at++) {
                assertThat(drawn.after().get(circle.get(at))).contains(circle.get(at - 1));
            }
        }
    }

    @Property(tries = 300)
    void everyStepThatNeverBeginsIsNamedAndNoOther(@ForAll("cyclic") Drawn drawn) {
        var findings = GraphReader.read(drawn.graph()).findings();

        var stuck = new HashSet<>(drawn.ids());
        stuck.removeAll(drawn.beginning());
        var named = new HashSet<String>();
        for (var finding : findings) {
            if (finding.code().equals("cycle")) {
                named.addAll(List.of(finding.arguments().getFirst().split(" → ")));
            } else if (!finding.textKey().endsWith("condition_false")) {
                named.add(finding.arguments().getFirst());
            }
        }
        assertThat(named).isEqualTo(stuck);
    }
}
