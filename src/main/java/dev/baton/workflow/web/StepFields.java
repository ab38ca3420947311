package dev.baton.workflow.web;

import static dev.baton.workflow.web.StepField.Look.*;

import dev.baton.tenant.Role;
import dev.baton.workflow.web.StepField.Look;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which members of a step have a field of their own, by its kind. */
final class StepFields {

    /**
     * Members that belong together.
     *
     * @param name names its heading; what is folded as long as nothing stands in it
     */
    record Section(String name, boolean isFolded, List<Member> members) {}

    /**
     * @param values what can be chosen
     */
    record Member(String path, Look look, List<String> values) {

        List<String> names() {
            return List.of(path.split("\\."));
        }

        /** As a JSON pointer within the step. */
        String pointer() {
            return "/" + path.replace('.', '/');
        }
    }

    private static final Set<String> ACTING = Set.of("agent", "http", "tool", "workflow");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> FAILURES =
            List.of("timeout", "unreachable", "rate_limited", "server_error", "invalid_answer");
    private static final List<String> STRATEGIES =
            List.of("list", "by_key", "first_success", "majority", "reduce");
    private static final List<String> RISKS = List.of("low", "medium", "high");
    private static final List<String> ROLES =
            Stream.of(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList();

    private StepFields() {}

    /**
     * @param tools of the graph
     */
    static List<Section> of(Map<String, ?> step, List<String> tools) {
        var kind = step.get("kind") instanceof String text ? text : "";
        var sections = new ArrayList<Section>();
        sections.add(new Section("does", false, does(kind, tools)));
        sections.add(
                new Section(
                        "order",
                        false,
                        List.of(one("title", TEXT), one("after", AFTER), one("when", EXPRESSION))));
        if (kind.equals("map")) {
            sections.add(new Section("join", true, merge("join")));
        }
        if (kind.equals("approval")) {
            sections.add(new Section("approval", false, approval()));
        }
        sections.add(new Section("assign", true, List.of(one("assign", ASSIGN))));
        sections.add(new Section("failure", true, failure(kind)));
        if (asks(kind, step)) {
            sections.add(new Section("attempts", true, attempts()));
        }
        if (ACTING.contains(kind)) {
            sections.add(new Section("approval", true, approval()));
            sections.add(new Section("undo", true, List.of(one("compensation", VALUE))));
        }
        return sections.stream().filter(section -> !section.members.isEmpty()).toList();
    }

    /** Whether attempts are made: also by an agent that brings results together. */
    private static boolean asks(String kind, Map<String, ?> step) {
        return ACTING.contains(kind)
                || step.containsKey("timeout")
                || step.containsKey("retry")
                || Stream.of("join", "merge")
                        .anyMatch(
                                name ->
                                        step.get(name) instanceof Map<?, ?> merge
                                                && merge.containsKey("agent"));
    }

    private static List<Member> does(String kind, List<String> tools) {
        return switch (kind) {
            case "agent" ->
                    List.of(
                            one("agent", TEXT),
                            one("capability", TEXT),
                            one("messages", MESSAGES),
                            one("variables", PAIRS),
                            one("schema", VALUE),
                            one("max_output_tokens", NUMBER));
            case "http" ->
                    List.of(
                            one("method", CHOICE, METHODS),
                            one("url", TEXT),
                            one("headers", PAIRS),
                            one("body", VALUE));
            case "tool" -> List.of(one("tool", CHOICE, tools), one("arguments", VALUE));
            case "transform" -> List.of(one("value", VALUE));
            case "branch" -> List.of(one("cases", CASES), one("otherwise", NAMES));
            case "map" ->
                    List.of(
                            one("over", EXPRESSION),
                            one("as", TEXT),
                            one("concurrency", NUMBER),
                            one("tolerate_failures", NUMBER),
                            one("output", VALUE));
            case "loop" ->
                    List.of(
                            one("while", EXPRESSION),
                            one("until", EXPRESSION),
                            one("max", NUMBER),
                            one("output", VALUE));
            case "join" -> merge("merge");
            case "wait" -> List.of(one("duration", TEXT), one("until", TEXT), one("signal", TEXT));
            case "approval" -> List.of(one("details", VALUE));
            case "workflow" ->
                    List.of(one("workflow", TEXT), one("version", NUMBER), one("input", VALUE));
            default -> List.of();
        };
    }

    private static List<Member> merge(String name) {
        return List.of(
                one(name + ".strategy", CHOICE, STRATEGIES),
                one(name + ".key", EXPRESSION),
                one(name + ".of", EXPRESSION),
                one(name + ".value", VALUE),
                one(name + ".agent", VALUE));
    }

    private static List<Member> approval() {
        return List.of(
                one("approval.title", TEXT),
                one("approval.roles", SET, ROLES),
                one("approval.people", NAMES),
                one("approval.approvals", NUMBER),
                one("approval.not_requester", FLAG),
                one("approval.deadline", TEXT),
                one("approval.escalation_role", CHOICE, ROLES),
                one("approval.risk", CHOICE, RISKS),
                one("approval.amount", EXPRESSION),
                one("approval.unit", TEXT),
                one("approval.up_to", PAIRS));
    }

    private static List<Member> failure(String kind) {
        var isAgent = kind.equals("agent");
        var members = new ArrayList<Member>();
        members.add(
                one(
                        "on_failure.policy",
                        CHOICE,
                        isAgent
                                ? List.of("fail", "continue", "other_agent")
                                : List.of("fail", "continue")));
        members.add(one("on_failure.value", VALUE));
        if (isAgent) {
            members.add(one("on_failure.agent", TEXT));
        }
        return members;
    }

    private static List<Member> attempts() {
        return List.of(
                one("timeout", TEXT),
                one("retry.retries", NUMBER),
                one("retry.backoff", TEXT),
                one("retry.factor", NUMBER),
                one("retry.max_backoff", TEXT),
                one("retry.jitter", NUMBER),
                one("retry.total", TEXT),
                one("retry.on", SET, FAILURES));
    }

    private static Member one(String path, Look look) {
        return new Member(path, look, List.of());
    }

    private static Member one(String path, Look look, List<String> values) {
        return new Member(path, look, values);
    }
}
