package dev.baton.workflow;

import dev.baton.workflow.Expressions.Place;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how much an approval is about, and who may decide about how much. */
final class AmountReader {

    private static final int LONGEST_UNIT = 20;
    private static final Pattern UNIT = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Sc} %./-]+");
    private static final int MOST_LIMITS = 60;
    private static final long HIGHEST = 1_000_000_000_000_000L;

    /** Nothing else is bound: what is agreed to is what is counted. */
    private static final Place ARGUMENTS = new Place(null, Set.of("arguments"));

    private final Findings findings;
    private final Expressions expressions;

    AmountReader(Findings findings, Expressions expressions) {
        this.findings = findings;
        this.expressions = expressions;
    }

    /** Null where nothing is counted. */
    @Nullable AmountRule read(
            Members rule,
            @Nullable List<String> roles,
            @Nullable List<String> people,
            @Nullable String escalation) {
        var value = expressions.number(rule, "amount", ARGUMENTS);
        var unit = rule.text("unit", LONGEST_UNIT);
        if (unit != null && !UNIT.matcher(unit).matches()) {
            findings.add(rule.at("unit"), Fault.UNIT);
        }
        var asked = new HashSet<String>();
        asked.addAll(roles == null ? List.of() : roles);
        asked.addAll(people == null ? List.of() : people);
        var limits = limits(rule, asked, escalation);
        if (!rule.has("amount")) {
            rule.refuse("unit", Fault.NO_AMOUNT);
            rule.refuse("up_to", Fault.NO_AMOUNT);
        } else if (!asked.isEmpty() && limits.keySet().containsAll(asked)) {
            findings.add(rule.at("up_to"), Fault.ALL_LIMITED);
        }
        return value == null ? null : new AmountRule(value, unit == null ? "" : unit, limits);
    }

    private Map<String, BigDecimal> limits(
            Members rule, Set<String> asked, @Nullable String escalation) {
        var limits = new HashMap<String, BigDecimal>();
        rule.entries("up_to", MOST_LIMITS)
                .forEach(
                        (who, limit) -> {
                            var pointer = Findings.at(rule.at("up_to"), who);
                            if (!asked.contains(who) && !who.equals(escalation)) {
                                findings.add(pointer, Fault.LIMIT_OF_NOBODY, who);
                            }
                            var read = limit(limit, pointer);
                            if (read != null) {
                                limits.put(who, read);
                            }
                        });
        return limits;
    }

    private @Nullable BigDecimal limit(@Nullable Object limit, String pointer) {
        if (!(limit instanceof Number number)) {
            findings.add(pointer, Fault.NO_NUMBER);
            return null;
        }
        if (number.doubleValue() < 0 || number.doubleValue() > HIGHEST) {
            findings.add(pointer, Fault.NUMBER_RANGE, 0, HIGHEST);
            return null;
        }
        return number instanceof Long whole
                ? BigDecimal.valueOf(whole)
                : BigDecimal.valueOf(number.doubleValue());
    }
}
