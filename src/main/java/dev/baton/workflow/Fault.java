package dev.baton.workflow;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can be wrong with a graph. The sentence is English, for programs and whoever writes them; in
 * the languages of the console it is the text {@code workflow.finding.<name>}.
 */
enum Fault {
    NAME_OR_ID("wrong_type", "This must be a name or an id, a text of 1 to %s letters."),
    NO_MESSAGES("blank", "There must be at least one message."),
    MESSAGES_OR_EXPRESSION(
            "wrong_type", "This must be a list of messages, or one expression that yields it."),
    ROLE("unknown_value", "A role is one of %s."),
    METHOD("unknown_value", "A method is one of %s."),
    RISK("unknown_value", "A risk is one of %s."),
    NO_BODY("not_applicable", "A request by %s has no body."),
    NO_TEXT("wrong_type", "This must be a text."),
    ADDRESS("bad_url", "This is no address that begins with http:// or https://."),
    HEADER_NAME("bad_header", "This cannot be a header's name."),
    OUR_HEADER("bad_header", "Baton sets this header itself."),
    HEADER_VALUE("bad_header", "A header has no line breaks in its value."),
    NO_TOOLS("unknown_tool", "The graph has no tool %s."),
    OTHER_TOOLS("unknown_tool", "The graph has no tool %s; it has %s."),
    OBJECT_OR_EXPRESSION("wrong_type", "This must be an object, or one expression that yields it."),
    NOBODY_DECIDES("required", "Somebody must be able to decide: roles or people."),
    UNIT(
            "bad_unit",
            "A unit has letters, digits, spaces, currency signs and %% . / -, such as EUR."),
    NO_AMOUNT("not_applicable", "Without an amount there is nothing to limit or to count."),
    LIMIT_OF_NOBODY(
            "unknown_value", "%s is not asked here: a limit is of a role or person that is."),
    ALL_LIMITED(
            "required",
            "Somebody who is asked must have no limit, to decide about what is above all limits."),
    E_MAIL("bad_address", "This is no e-mail address."),
    NO_DEADLINE("not_applicable", "Without a deadline, nothing is escalated."),
    EXPRESSION_ALREADY(
            "bad_expression", "This is an expression already; it is written without ${ and }."),
    YIELDS_NO_TRUTH("wrong_type", "This expression must yield true or false."),
    YIELDS_NO_NUMBER("wrong_type", "This expression must yield a number."),
    YIELDS_NO_LIST("wrong_type", "This expression must yield a list."),
    UNCLOSED(
            "bad_template",
            "The expression that begins at letter %s has no end: a closing brace is missing."),
    EXPRESSIONS("too_many", "A graph may have %s expressions."),
    NO_EXPRESSION("bad_expression", "The expression is empty."),
    EXPRESSION_LENGTH("too_long", "The expression is longer than %s letters."),
    EXPRESSION_DEPTH("bad_expression", "The expression is nested too deeply."),
    UNBOUND("unbound_name", "Nothing is called %s here; bound are %s."),
    NO_MEMBER_THERE(
            "unknown_field", "%s has no member %s; it has %s (letter %s of the expression)."),
    NO_MEMBERS(
            "type_mismatch",
            "%s is of type %s, which has no member %s (letter %s of the expression)."),
    NOT_FOR_THESE("type_mismatch", "%s is not for %s (letter %s of the expression)."),
    NEVER_ALIKE(
            "type_mismatch",
            "A value of type %s is never the same as one of type %s (letter %s of the"
                    + " expression)."),
    BAD_EXPRESSION("bad_expression", "The expression cannot be read: %s."),
    NO_JSON("malformed_json", "This is no JSON that can be read: %s"),
    NO_JSON_AT("malformed_json", "This is no JSON that can be read: %s (line %s, column %s)"),
    JSON_DEPTH("too_deep", "JSON may be %s levels deep."),
    NO_JSON_VALUE("wrong_type", "This must be a JSON value."),
    MEMBER_NAME("too_long", "A member's name may have %s letters; one begins with '%s'."),
    WHOLE_TOO_LARGE("number_too_large", "A whole number may have 63 bits."),
    NUMBER_TOO_LARGE("number_too_large", "The number is too large."),
    TOO_LARGE("too_large", "The graph is larger than %s bytes of JSON."),
    TYPE_OBJECT("wrong_type", "The type must be object."),
    NO_NUMBER("wrong_type", "This must be a number."),
    COST_RANGE("out_of_range", "The cost must be from 0 to 1000000000."),
    BAD_NAME(
            "bad_id",
            "'%s' cannot be a name: a small letter, then small letters, digits and underscores, 40"
                    + " at most, and none of the expressions' own words."),
    NO_OBJECT("wrong_type", "This must be an object."),
    REQUIRED("required", "The member %s is required."),
    BLANK("blank", "The text is blank."),
    TEXT_LENGTH("too_long", "The text is longer than %s letters."),
    NO_TRUTH("wrong_type", "This must be true or false."),
    NO_WHOLE("wrong_type", "This must be a whole number."),
    NUMBER_RANGE("out_of_range", "The number must be from %s to %s."),
    NO_DURATION("bad_duration", "This is no duration such as 90s, 5m or PT1H30M."),
    DURATION_RANGE("out_of_range", "The duration must be from %s to %s."),
    NO_LIST("wrong_type", "This must be a list."),
    TOO_MANY("too_many", "There may be %s of these at most."),
    TWICE("twice", "'%s' is there twice."),
    UNKNOWN_MEMBER("unknown_member", "There is no member %s here."),
    NO_SCHEMA("wrong_type", "This must be a JSON Schema: an object, true or false."),
    NO_TEXTS("wrong_type", "This must be a list of texts."),
    FOREIGN_SCHEMA("foreign_schema", "A schema may only refer to its own parts: '#…'."),
    SCHEMA_TYPE("bad_schema", "A type is object, array, string, number, integer, boolean or null."),
    NO_SCHEMAS("wrong_type", "This must be a list of schemas."),
    NO_NAMED_SCHEMAS("wrong_type", "This must be an object of schemas."),
    AFTER_ELSEWHERE("unknown_step", "Step %s stands elsewhere: a step waits for steps beside it."),
    NO_STEP("unknown_step", "There is no step %s."),
    NO_STEP_NEAR("unknown_step", "There is no step %s; did you mean %s?"),
    BEHIND_CIRCLE("unreachable_step", "Step %s never begins: it comes after a circle."),
    CIRCLE("cycle", "These steps wait for each other: %s."),
    TARGET_ELSEWHERE(
            "unknown_step", "Step %s stands elsewhere: a branch leads to steps beside it."),
    TARGET_NOT_AFTER("target_not_after", "Step %s does not come after the branch %s."),
    CONDITION_FALSE("unreachable_step", "Step %s never runs: its condition is false."),
    NO_CASE(
            "unreachable_step",
            "Step %s never runs: no case of %s leads both to it and to what it waits for."),
    NO_VARIABLE("unknown_variable", "The graph has no variable %s."),
    NO_VARIABLE_NEAR("unknown_variable", "The graph has no variable %s; did you mean %s?"),
    NO_INPUT("unknown_input", "The input has no member %s."),
    ALWAYS_THERE(
            "always_true",
            "What step %1$s gave is always there, as null when it was skipped: write results.%1$s"
                    + " != null."),
    NOT_READY(
            "result_not_ready",
            "Step %s need not have ended when %s begins: it does not come before."),
    OUT_OF_REACH(
            "result_out_of_reach",
            "Step %s stands inside of another; its results are not seen here."),
    VARIABLE_LIST("variable_type", "The variable %s must be a list at the start for this."),
    VARIABLE_OBJECT("variable_type", "The variable %s must be an object at the start for this."),
    VARIABLE_NUMBER("variable_type", "The variable %s must be a number at the start for this."),
    ITEMS_SET(
            "parallel_set",
            "Items that run at the same time would set %s; they may add, append or merge."),
    STEPS_SET(
            "parallel_set",
            "Step %2$s may change %1$s at the same time; steps that may may only add, append or"
                    + " merge."),
    NO_STEPS("blank", "There must be at least one step."),
    STEP_DEPTH("too_deep", "Steps may stand inside of others %s levels deep."),
    STEPS("too_many", "A graph may have %s steps."),
    NO_ATTEMPTS("not_applicable", "A step of kind %s makes no attempts."),
    NOTHING_TO_APPROVE("not_applicable", "A step of kind %s does nothing to approve."),
    NOTHING_TO_UNDO("not_applicable", "A step of kind %s does nothing to undo."),
    SAME_ID("duplicate_id", "There is another step %s, at %s; ids are unique in the whole graph."),
    KIND("unknown_kind", "A step's kind is one of %s."),
    NOTHING_JOINED("required", "A join comes after what it joins."),
    NO_CASES("blank", "There must be at least one case."),
    NAME_TAKEN("name_taken", "Something else is called %s here already."),
    STRATEGY(
            "unknown_value", "A strategy is one of list, by_key, first_success, majority, reduce."),
    AGENT_OR_VALUE("not_applicable", "Either an agent brings the results together or a value."),
    NOTHING_REDUCES("required", "To reduce, there must be an agent or a value."),
    WAITS_FOR_NOTHING("required", "A wait needs a duration, a time (until) or a signal."),
    DURATION_AND_TIME("not_applicable", "A wait has a duration or a time, not both."),
    NO_TIME("bad_time", "This is no time such as 2027-01-31T08:00:00Z."),
    FAILURE("unknown_value", "A failure is one of %s."),
    NO_AGENT_BEFORE("not_applicable", "Another agent can be asked only where one was asked."),
    POLICY("unknown_value", "A policy is one of fail, continue, other_agent."),
    ONE_CHANGE("not_applicable", "A variable is changed in one way: set, add, append or merge."),
    NO_CHANGE("required", "How the variable changes must be said: set, add, append or merge."),
    UNDO_KIND("unknown_kind", "What undoes a step is of kind agent, http, tool or workflow."),
    UNKNOWN_AGENT("unknown_agent", "There is no agent %s."),
    UNKNOWN_AGENT_NEAR("unknown_agent", "There is no agent %s; did you mean %s?"),
    UNKNOWN_CAPABILITY("unknown_capability", "No agent has the capability %s."),
    UNKNOWN_CAPABILITY_NEAR(
            "unknown_capability", "No agent has the capability %s; did you mean %s?"),
    UNKNOWN_WORKFLOW("unknown_workflow", "There is no workflow %s."),
    UNKNOWN_WORKFLOW_NEAR("unknown_workflow", "There is no workflow %s; did you mean %s?"),
    WORKFLOW_NOT_READY(
            "workflow_not_published", "The workflow %s has no version that could be run."),
    PARAMETER("unknown_parameter", "The template has the parameters %s."),
    PARAMETER_TYPE("wrong_type", "This must be of the same type as its default.");

    /** What need not be so by the time a graph runs: it is told and refuses nothing. */
    private static final Set<Fault> WARNINGS = EnumSet.range(UNKNOWN_AGENT, WORKFLOW_NOT_READY);

    private final String code;
    private final String sentence;

    Fault(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    String code() {
        return code;
    }

    boolean isWarning() {
        return WARNINGS.contains(this);
    }

    /** With arguments in the order in which the texts number them. */
    String told(Object... arguments) {
        return sentence.formatted(arguments);
    }
}
