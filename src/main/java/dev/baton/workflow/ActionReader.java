package dev.baton.workflow;

import dev.baton.tenant.Role;
import dev.baton.workflow.Expressions.Place;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what acts: requests, questions to agents, uses of tools, other workflows, approvals. */
final class ActionReader {

    /** Stands where a request could not be read; there is a finding. */
    static final Action.Http NO_REQUEST =
            new Action.Http(
                    "GET", new TextTemplate("", new TextTemplate.Node.Fixed("")), Map.of(), null);

    static final int LONGEST_NAME = 200;
    private static final int MOST_HEADERS = 50;
    private static final int MOST_VARIABLES = 200;
    private static final int MOST_OUTPUT_TOKENS = 10_000_000;
    private static final int MOST_PEOPLE = 50;
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(366);
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> ROLES = List.of("system", "user", "assistant");
    private static final List<String> ROLES_OF_PEOPLE =
            Stream.of(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
    private static final List<String> RISKS = List.of("low", "medium", "high");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

    /**
     * Those that belong to the connection, and what each attempt is known by: a key of the graph's
     * own would be one for all rounds of a loop and all runs.
     */
    private static final Set<String> OUR_HEADERS =
            Set.of(
                    "idempotency-key",
                    "baton-run",
                    "host",
                    "content-length",
                    "connection",
                    "transfer-encoding",
                    "upgrade",
                    "te",
                    "trailer",
                    "expect",
                    "keep-alive",
                    "proxy-authorization");

    private final Findings findings;
    private final Expressions expressions;
    private final AmountReader amounts;

    ActionReader(Findings findings, Expressions expressions) {
        this.findings = findings;
        this.expressions = expressions;
        this.amounts = new AmountReader(findings, expressions);
    }

    Action.Agent agent(Members members, Place place) {
        var agent = expressions.template(members, "agent", place);
        checkName(agent, members.at("agent"));
        var messages = expressions.template(members, "messages", place);
        checkMessages(messages, members.at("messages"));
        var schema = members.object("schema");
        if (schema != null) {
            SchemaCheck.check(members.value("schema"), schema.pointer(), findings);
        }
        return new Action.Agent(
                agent,
                members.text("capability", LONGEST_NAME),
                messages,
                templates(members, "variables", MOST_VARIABLES, place),
                schema == null ? null : plain(members.value("schema")),
                members.whole("max_output_tokens", 1, MOST_OUTPUT_TOKENS));
    }

    private void checkName(@Nullable Template name, String pointer) {
        if (name instanceof TextTemplate fixed
                && fixed.isFixed()
                && (!(fixed.source() instanceof String text)
                        || text.isBlank()
                        || text.length() > LONGEST_NAME)) {
            findings.add(pointer, Fault.NAME_OR_ID, LONGEST_NAME);
        }
    }

    private void checkMessages(@Nullable Template messages, String pointer) {
        if (messages == null) {
            return;
        }
        switch (messages.source()) {
            case List<?> list when list.isEmpty() -> findings.add(pointer, Fault.NO_MESSAGES);
            case List<?> list -> {
                for (var index = 0; index < list.size(); index++) {
                    checkMessage(list.get(index), Findings.at(pointer, index));
                }
            }
            case String text when isWhole(text) -> {}
            case null, default -> findings.add(pointer, Fault.MESSAGES_OR_EXPRESSION);
        }
    }

    private void checkMessage(@Nullable Object message, String pointer) {
        if (message instanceof String text && isWhole(text)) {
            return;
        }
        var members = Members.of(message, pointer, findings);
        if (members == null) {
            return;
        }
        if (members.needs("role")
                && members.value("role") instanceof String role
                && !role.contains("${")
                && !ROLES.contains(role)) {
            findings.add(members.at("role"), Fault.ROLE, String.join(", ", ROLES));
        }
        members.needs("content");
        members.done();
    }

    private static boolean isWhole(String text) {
        return text.startsWith("${") && text.endsWith("}");
    }

    Action.Http http(Members members, Place place) {
        var method = members.text("method", 10);
        if (method == null) {
            method = "GET";
        } else if (!METHODS.contains(method)) {
            findings.add(members.at("method"), Fault.METHOD, String.join(", ", METHODS));
        }
        members.needs("url");
        var url = expressions.template(members, "url", place);
        if (url instanceof TextTemplate fixed) {
            checkUrl(fixed, members.at("url"));
        }
        var body = expressions.template(members, "body", place);
        if (body != null && (method.equals("GET") || method.equals("HEAD"))) {
            findings.add(members.at("body"), Fault.NO_BODY, method);
        }
        return new Action.Http(
                method, url == null ? NO_REQUEST.url() : url, headers(members, place), body);
    }

    private void checkUrl(TextTemplate url, String pointer) {
        if (!(url.source() instanceof String text)) {
            findings.add(pointer, Fault.NO_TEXT);
            return;
        }
        if (!url.isFixed()) {
            return;
        }
        try {
            var address = new URI(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme())
                            || "https".equals(address.getScheme()))) {
                return;
            }
        } catch (URISyntaxException none) {
            // Told below.
        }
        findings.add(pointer, Fault.ADDRESS);
    }

    private Map<String, Template> headers(Members members, Place place) {
        var headers = templates(members, "headers", MOST_HEADERS, place);
        var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                (name, value) -> {
                    var pointer = Findings.at(members.at("headers"), name);
                    if (!names.add(name)) {
                        findings.add(pointer, Fault.TWICE, name);
                    }
                    if (!HEADER.matcher(name).matches()) {
                        findings.add(pointer, Fault.HEADER_NAME);
                    } else if (OUR_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                        findings.add(pointer, Fault.OUR_HEADER);
                    }
                    if (!(value.source() instanceof String text)) {
                        findings.add(pointer, Fault.NO_TEXT);
                    } else if (text.chars().anyMatch(letter -> letter < ' ' && letter != '\t')) {
                        findings.add(pointer, Fault.HEADER_VALUE);
                    }
                });
        return headers;
    }

    private Map<String, Template> templates(Members members, String name, int most, Place place) {
        var templates = new LinkedHashMap<String, Template>();
        members.entries(name, most)
                .forEach(
                        (key, value) ->
                                templates.put(
                                        key,
                                        expressions.templateOf(
                                                value, Findings.at(members.at(name), key), place)));
        return Collections.unmodifiableMap(templates);
    }

    Action.UseTool tool(Members members, Place place, Set<String> tools) {
        members.needs("tool");
        var tool = members.text("tool", LONGEST_NAME);
        if (tool != null && !tools.contains(tool)) {
            if (tools.isEmpty()) {
                findings.add(members.at("tool"), Fault.NO_TOOLS, tool);
            } else {
                findings.add(members.at("tool"), Fault.OTHER_TOOLS, tool, String.join(", ", tools));
            }
        }
        var arguments =
                members.isWritten("arguments")
                        ? expressions.templateOf(
                                members.value("arguments"), members.at("arguments"), place)
                        : expressions.templateOf(Map.of(), members.at("arguments"), place);
        if (!(arguments.source() instanceof Map<?, ?>)
                && !(arguments.source() instanceof String text && isWhole(text))) {
            findings.add(members.at("arguments"), Fault.OBJECT_OR_EXPRESSION);
        }
        return new Action.UseTool(tool == null ? "" : tool, arguments);
    }

    Action.SubWorkflow workflow(Members members, Place place) {
        members.needs("workflow");
        var workflow = members.text("workflow", LONGEST_NAME);
        var input =
                expressions.templateOf(
                        members.has("input") ? members.value("input") : Map.of(),
                        members.at("input"),
                        place);
        if (!(input.source() instanceof Map<?, ?>)
                && !(input.source() instanceof String text && isWhole(text))) {
            findings.add(members.at("input"), Fault.OBJECT_OR_EXPRESSION);
        }
        return new Action.SubWorkflow(
                workflow == null ? "" : workflow,
                members.whole("version", 1, Integer.MAX_VALUE),
                input);
    }

    /** Who must agree; null when nothing is said. */
    @Nullable ApprovalRule approval(Members step, Place place) {
        var members = step.object("approval");
        if (members == null) {
            return null;
        }
        members.needs("title");
        var title = expressions.template(members, "title", place);
        if (title != null && !(title.source() instanceof String)) {
            findings.add(members.at("title"), Fault.NO_TEXT);
        }
        var roles = members.texts("roles", MOST_PEOPLE);
        var people = members.texts("people", MOST_PEOPLE);
        if ((roles == null || roles.isEmpty()) && (people == null || people.isEmpty())) {
            findings.add(members.pointer(), Fault.NOBODY_DECIDES);
        }
        if (people != null) {
            for (var index = 0; index < people.size(); index++) {
                if (!people.get(index).matches("[^@\\s]{1,64}@[^@\\s]{1,255}")) {
                    findings.add(Findings.at(members.at("people"), index), Fault.E_MAIL);
                }
            }
        }
        checkRoles(roles, members.at("roles"));
        var escalation = members.text("escalation_role", LONGEST_NAME);
        if (escalation != null) {
            checkRole(escalation, members.at("escalation_role"));
        }
        var risk = members.text("risk", LONGEST_NAME);
        if (risk != null && !RISKS.contains(risk)) {
            findings.add(members.at("risk"), Fault.RISK, String.join(", ", RISKS));
        }
        var rule =
                new ApprovalRule(
                        title == null ? NO_REQUEST.url() : title,
                        roles == null ? Set.of() : Set.copyOf(roles),
                        people == null ? Set.of() : Set.copyOf(people),
                        members.whole("approvals", 1, 2, 1),
                        members.flag("not_requester", false),
                        members.duration("deadline", Duration.ofMinutes(1), LONGEST_DEADLINE),
                        escalation,
                        risk,
                        amounts.read(members, roles, people, escalation));
        if (escalation != null && !members.has("deadline")) {
            findings.add(members.at("escalation_role"), Fault.NO_DEADLINE);
        }
        members.done();
        return rule;
    }

    private void checkRoles(@Nullable List<String> roles, String pointer) {
        for (var index = 0; roles != null && index < roles.size(); index++) {
            checkRole(roles.get(index), Findings.at(pointer, index));
        }
    }

    private void checkRole(String role, String pointer) {
        if (!ROLES_OF_PEOPLE.contains(role)) {
            findings.add(pointer, Fault.ROLE, String.join(", ", ROLES_OF_PEOPLE));
        }
    }

    @SuppressWarnings({"NullAway", "unchecked"})
    private static Map<String, Object> plain(@Nullable Object schema) {
        return (Map<String, Object>) schema;
    }
}
