package dev.baton.workflow.web;

import dev.baton.platform.web.Choice;
import dev.baton.workflow.DraftTrial;
import dev.baton.workflow.GraphFinding;

import java.util.List;
import java.util.Locale;

/**
 * A member of a step as a form has it.
 *
 * @param path of the member within the step, with dots
 * @param text what stands in it, where it is one text
 * @param rows what stands in it, where it is several
 * @param chosen of its choices
 * @param findings that stand here
 * @param tried its expressions with what they come to
 * @param names that can be named only here
 */
record StepField(
        String path,
        Look look,
        String text,
        List<Row> rows,
        List<Choice> choices,
        List<String> chosen,
        List<GraphFinding> findings,
        List<DraftTrial.Tried> tried,
        List<DraftTrial.Named> names) {

    private static final int LINE = 120;

    /** How it is asked for. */
    enum Look {
        TEXT,
        EXPRESSION,
        NUMBER,
        VALUE,
        CHOICE,
        FLAG,
        SET,
        NAMES,
        AFTER,
        MESSAGES,
        PAIRS,
        CASES,
        ASSIGN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of several: a message, a header, a case, a variable.
     *
     * @param first its role, name or condition
     * @param second what is done to a variable; empty elsewhere
     * @param last its content, value or targets
     */
    record Row(String first, String second, String last) {

        static final Row EMPTY = new Row("", "", "");

        private static final List<String> ROLES = List.of("system", "user", "assistant");

        /** A message may have a role that is none: it is a finding. */
        public boolean hasOtherRole() {
            return !first.isEmpty() && !ROLES.contains(first);
        }

        public boolean isEmpty() {
            return first.isBlank() && last.isBlank();
        }
    }

    /** Of the field in the page. */
    public String id() {
        return "f-" + path.replace('.', '-').replace('_', '-');
    }

    public String name() {
        return "f." + path;
    }

    /** In texts: fields of the same name mean the same in all kinds of step. */
    public String word() {
        return path;
    }

    public boolean isWrong() {
        return findings.stream().anyMatch(finding -> !finding.isWarning());
    }

    /** Whether an expression is all that stands in it. */
    public boolean isAll(DraftTrial.Tried expression) {
        return tried.size() == 1
                && (text.strip().equals(expression.expression())
                        || text.strip().equals("${" + expression.expression() + "}"));
    }

    /** Names the fragment that shows it. */
    public String shown() {
        return look.word();
    }

    /** Whether something stands in it. */
    public boolean isSet() {
        return !text.isBlank()
                || !chosen.isEmpty() && look != Look.AFTER
                || rows.stream().anyMatch(row -> !row.isEmpty());
    }

    /** Whether it is several controls with one name. */
    public boolean isSeveral() {
        return switch (look) {
            case SET, AFTER, MESSAGES, PAIRS, CASES, ASSIGN -> true;
            case TEXT, EXPRESSION, NUMBER, VALUE, CHOICE, FLAG, NAMES -> false;
        };
    }

    /** A field of one line would lose where lines end. */
    public boolean isOneLine() {
        return switch (look) {
            case TEXT, EXPRESSION, NUMBER -> text.indexOf('\n') < 0 && text.length() <= LINE;
            default -> false;
        };
    }

    /** Whether it is a box of lines. */
    public boolean isBox() {
        return !isSeveral() && !isOneLine() && look != Look.CHOICE && look != Look.FLAG;
    }

    public boolean isChosen(String value) {
        return chosen.contains(value);
    }
}
