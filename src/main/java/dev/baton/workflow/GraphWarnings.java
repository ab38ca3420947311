package dev.baton.workflow;

import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.DraftOutline.DraftStep;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what a graph's steps name outside of it and is not there: agents, capabilities, other
 * workflows. A graph may be drawn and published before they are, and they come and go while it
 * stays, so that these are no findings that refuse it.
 */
@Service
public class GraphWarnings {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{\\s*variables\\.([a-z][a-z0-9_]*)\\s*}");

    /** Each is looked up. */
    private static final int MOST_WORKFLOWS = 50;

    private final KnownAgents agents;
    private final WorkflowStore store;
    private final WorkflowSummaries summaries;

    GraphWarnings(KnownAgents agents, WorkflowStore store, WorkflowSummaries summaries) {
        this.agents = agents;
        this.store = store;
        this.summaries = summaries;
    }

    /**
     * In the order of the steps; whatever else is wrong with the graph. None for who may not read
     * workflows, and may write them all the same.
     */
    public List<GraphFinding> of(Map<String, Object> graph, Actor by) {
        if (!by.may(Permission.WORKFLOWS_READ)) {
            return List.of();
        }
        var steps = DraftOutline.of(graph).steps();
        var look = new Look(fixed(graph, steps), agents.of(by).orElse(null), by.tenant());
        steps.forEach(look::step);
        return look.warnings.all();
    }

    /** One graph being looked through. */
    private final class Look {

        private final Findings warnings = new Findings();
        private final KnownAgents.@Nullable Agents agents;
        private final TenantId tenant;
        private final Map<String, String> fixed;
        private final Map<String, Optional<Fault>> workflows = new HashMap<>();

        /** Of workflows, once one of them is not there. */
        private @Nullable List<String> names;

        private Look(
                Map<String, String> fixed, KnownAgents.@Nullable Agents agents, TenantId tenant) {
            this.fixed = fixed;
            this.agents = agents;
            this.tenant = tenant;
        }

        private void step(DraftStep step) {
            action(step.json(), step.pointer());
            member(step.json(), step.pointer(), "compensation", this::action);
            member(step.json(), step.pointer(), "on_failure", this::agent);
            for (var name : List.of("join", "merge")) {
                member(
                        step.json(),
                        step.pointer(),
                        name,
                        (merge, pointer) -> member(merge, pointer, "agent", this::agent));
            }
        }

        private void action(Map<?, ?> action, String pointer) {
            if ("agent".equals(action.get("kind"))) {
                agent(action, pointer);
            } else if ("workflow".equals(action.get("kind"))
                    && action.get("workflow") instanceof String name) {
                workflow(name, Findings.at(pointer, "workflow"));
            }
        }

        private void agent(Map<?, ?> asking, String pointer) {
            if (agents == null) {
                return;
            }
            var name = asking.get("agent") instanceof String text ? named(text) : null;
            if (name != null && !agents.names().contains(name) && !agents.ids().contains(name)) {
                unknown(
                        Findings.at(pointer, "agent"),
                        name,
                        agents.names(),
                        Fault.UNKNOWN_AGENT,
                        Fault.UNKNOWN_AGENT_NEAR);
            }
            if (asking.get("capability") instanceof String capability
                    && !capability.isBlank()
                    && !agents.capabilities().contains(capability)) {
                unknown(
                        Findings.at(pointer, "capability"),
                        capability,
                        agents.capabilities(),
                        Fault.UNKNOWN_CAPABILITY,
                        Fault.UNKNOWN_CAPABILITY_NEAR);
            }
        }

        /** Null for what is known only when it runs. */
        private @Nullable String named(String text) {
            var variable = VARIABLE.matcher(text);
            if (variable.matches()) {
                return fixed.get(variable.group(1));
            }
            return text.isBlank() || text.contains("${") ? null : text;
        }

        private void workflow(String name, String pointer) {
            if (name.isBlank()
                    || workflows.size() >= MOST_WORKFLOWS && !workflows.containsKey(name)) {
                return;
            }
            workflows
                    .computeIfAbsent(name, _ -> missing(name))
                    .ifPresent(
                            fault -> {
                                if (fault == Fault.UNKNOWN_WORKFLOW) {
                                    unknown(
                                            pointer,
                                            name,
                                            names(),
                                            Fault.UNKNOWN_WORKFLOW,
                                            Fault.UNKNOWN_WORKFLOW_NEAR);
                                } else {
                                    warnings.add(pointer, fault, name);
                                }
                            });
        }

        private Optional<Fault> missing(String name) {
            try {
                var row = store.find(tenant, name);
                return row.latestNumber() == 0 || row.status() == WorkflowStatus.ARCHIVED
                        ? Optional.of(Fault.WORKFLOW_NOT_READY)
                        : Optional.empty();
            } catch (WorkflowNotFound none) {
                return Optional.of(Fault.UNKNOWN_WORKFLOW);
            }
        }

        private List<String> names() {
            if (names == null) {
                names =
                        summaries
                                .page(tenant, false, "", null, null, Page.MAX_LIMIT)
                                .data()
                                .stream()
                                .map(WorkflowSummary::name)
                                .toList();
            }
            return names;
        }

        private void unknown(
                String pointer, String name, Collection<String> known, Fault fault, Fault near) {
            Nearest.to(name, known)
                    .ifPresentOrElse(
                            meant -> warnings.add(pointer, near, name, meant),
                            () -> warnings.add(pointer, fault, name));
        }
    }

    private interface Looking {
        void at(Map<?, ?> members, String pointer);
    }

    private static void member(Map<?, ?> of, String pointer, String name, Looking looking) {
        if (of.get(name) instanceof Map<?, ?> members) {
            looking.at(members, Findings.at(pointer, name));
        }
    }

    /** Variables that are a text at the start and that no step changes. */
    private static Map<String, String> fixed(Map<String, Object> graph, List<DraftStep> steps) {
        var fixed = new HashMap<String, String>();
        if (graph.get("variables") instanceof Map<?, ?> variables) {
            variables.forEach(
                    (name, value) -> {
                        if (value instanceof String text && !text.isBlank()) {
                            fixed.put(String.valueOf(name), text);
                        }
                    });
        }
        for (var step : steps) {
            if (step.json().get("assign") instanceof Map<?, ?> assigned) {
                assigned.keySet().forEach(name -> fixed.remove(String.valueOf(name)));
            }
        }
        return fixed;
    }
}
