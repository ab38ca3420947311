package dev.baton.approval;

import dev.baton.identity.Email;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The limits of what can be asked for. */
final class ApprovalRules {

    static final int LONGEST_TEXT = 500;
    static final int LONGEST_COMMENT = 2_000;
    static final int MOST_PEOPLE = 50;
    static final int LONGEST_UNIT = 20;

    /** What people cannot read they should not approve; still ample for a tool's arguments. */
    static final int LARGEST_ARGUMENTS = 256 * 1024;

    /** As people write them: with spaces, and escapes for characters that do not show. */
    static final int LONGEST_WRITTEN = 4 * LARGEST_ARGUMENTS;

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(366);

    private final List<FieldProblem> problems = new ArrayList<>();

    private ApprovalRules() {}

    static void check(NewApproval wanted) {
        var rules = new ApprovalRules();
        rules.texts(wanted);
        rules.approvers(wanted.terms());
        rules.deadline(wanted.terms());
        rules.enforce();
    }

    static void checkComment(String comment) {
        var rules = new ApprovalRules();
        rules.atMost("comment", comment, LONGEST_COMMENT);
        rules.enforce();
    }

    /** Before anything is read of them. */
    static void checkWritten(String arguments) {
        var rules = new ApprovalRules();
        if (arguments.length() > LONGEST_WRITTEN) {
            rules.wrong(
                    "arguments",
                    "too_large",
                    "must have at most " + LONGEST_WRITTEN + " characters");
        }
        rules.enforce();
    }

    /**
     * @param title what will happen, of what is changed
     */
    static void checkChange(String title, JsonNode arguments, String comment) {
        var rules = new ApprovalRules();
        rules.title(title);
        rules.size(arguments);
        rules.atMost("comment", comment, LONGEST_COMMENT);
        rules.enforce();
    }

    /** A question or an answer. */
    static void checkSaid(String field, String text) {
        var rules = new ApprovalRules();
        if (text.isBlank()) {
            rules.wrong(field, "required", "is required");
        }
        rules.atMost(field, text, LONGEST_COMMENT);
        rules.enforce();
    }

    private void title(String title) {
        if (title.isBlank()) {
            wrong("title", "required", "is required");
        }
        atMost("title", title, LONGEST_TEXT);
    }

    private void size(JsonNode arguments) {
        var size = arguments.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_ARGUMENTS) {
            wrong("arguments", "too_large", "must be at most " + LARGEST_ARGUMENTS + " bytes");
        }
    }

    private void texts(NewApproval wanted) {
        title(wanted.title());
        atMost("origin.kind", wanted.origin().kind(), 20);
        atMost("origin.path", wanted.origin().path(), LONGEST_TEXT);
        atMost("origin.text", wanted.origin().text(), LONGEST_TEXT);
        atMost("definition_hash", wanted.definitionHash(), 200);
        var link = wanted.origin().link();
        if (link != null) {
            atMost("origin.link", link, LONGEST_TEXT);
            if (!link.startsWith("/") || link.startsWith("//") || link.contains("\\")) {
                wrong("origin.link", "invalid", "must be a page of the console, such as /runs/1");
            }
        }
        size(wanted.arguments());
        if (wanted.amount() != null) {
            atMost("unit", wanted.amount().unit(), LONGEST_UNIT);
        } else if (!wanted.terms().upTo().isEmpty()) {
            wrong("up_to", "invalid", "limits an amount, and there is none");
        }
        var subject = wanted.subject();
        if (subject != null && !subject.matches("[0-9a-f]{64}")) {
            wrong("subject", "invalid", "must be a SHA-256 in hex");
        }
    }

    private void approvers(ApprovalTerms terms) {
        if (terms.roles().isEmpty() && terms.people().isEmpty()) {
            wrong("roles", "required", "needs a role or a person who may decide");
        }
        if (terms.people().size() > MOST_PEOPLE) {
            wrong("people", "too_long", "must have at most " + MOST_PEOPLE + " entries");
        }
        for (var person : terms.people()) {
            if (Email.parse(person).isEmpty()) {
                wrong("people", "invalid_email", "must be e-mail addresses");
            }
        }
        terms.roles().forEach(role -> mustBeAbleTo("roles", role));
        if (terms.escalationRole() != null) {
            mustBeAbleTo("escalation_role", terms.escalationRole());
        }
        limits(terms);
        if (terms.approvals() < 1 || terms.approvals() > 2) {
            wrong("approvals", "invalid", "must be 1 or 2");
        }
    }

    /** Where all of them have a limit, nobody decides about what is above it. */
    private void limits(ApprovalTerms terms) {
        var asked =
                Stream.concat(terms.roles().stream().map(Role::wire), terms.people().stream())
                        .collect(Collectors.toSet());
        if (!asked.isEmpty() && terms.upTo().keySet().containsAll(asked)) {
            wrong("up_to", "required", "must leave somebody out who decides about more");
        }
        for (var limit : terms.upTo().values()) {
            if (limit.signum() < 0 || limit.compareTo(Amount.LARGEST) > 0) {
                wrong("up_to", "invalid", "must be from 0 to " + Amount.LARGEST.toPlainString());
            }
        }
    }

    /** Else it would wait for people who are refused. */
    private void mustBeAbleTo(String field, Role role) {
        if (!role.permissions().contains(Permission.APPROVALS_WRITE)) {
            wrong(field, "invalid", "names " + role.wire() + ", who may decide nothing");
        }
    }

    private void deadline(ApprovalTerms terms) {
        var deadline = terms.deadline();
        if (deadline == null) {
            if (terms.escalationRole() != null) {
                wrong("deadline", "required", "is required where a role is asked after it");
            }
        } else if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            wrong("deadline", "invalid", "must be from 1 second to 366 days");
        }
    }

    private void atMost(String field, String text, int most) {
        if (text.length() > most) {
            wrong(field, "too_long", "must have at most " + most + " characters");
        }
    }

    private void wrong(String field, String code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }

    private void enforce() {
        if (!problems.isEmpty()) {
            throw new ApprovalRefused(problems);
        }
    }
}
