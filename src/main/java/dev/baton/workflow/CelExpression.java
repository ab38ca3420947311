package dev.baton.workflow;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An expression that was checked where it stands. Two of the same text are alike. */
final class CelExpression implements Expression {

    static final int LONGEST_QUOTE = 120;

    private final String text;
    private final CelRuntime.Program program;
    private final Set<Long> compared;
    private final Set<Long> gathering;

    CelExpression(String text, CelRuntime.Program program, CelAbstractSyntaxTree tree) {
        this.text = text;
        this.program = program;
        this.compared = CelTree.compared(tree);
        this.gathering = CelTree.gathering(tree);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public @Nullable Object evaluate(Map<String, ? extends @Nullable Object> bindings) {
        return evaluate(bindings, new CelBudget());
    }

    @Nullable Object evaluate(Map<String, ? extends @Nullable Object> bindings, CelBudget budget) {
        try {
            var value =
                    ScopedValue.where(CelBudget.CURRENT, budget)
                            .call(
                                    () ->
                                            program.trace(
                                                    name -> bound(bindings, name),
                                                    budget.listener(compared, gathering)));
            return CelValues.out(value, budget);
        } catch (CelEvaluationException | RuntimeException e) {
            throw new ExpressionFailed("'%s': %s".formatted(quoted(), reason(e)));
        } catch (StackOverflowError e) {
            throw new ExpressionFailed("'%s': it is nested too deeply".formatted(quoted()));
        }
    }

    private static Optional<Object> bound(
            Map<String, ? extends @Nullable Object> bindings, String name) {
        if (!bindings.containsKey(name)) {
            return Optional.empty();
        }
        var value = bindings.get(name);
        return Optional.of(
                name.equals(Names.RESULTS) ? CelValues.results(value) : CelValues.in(value));
    }

    private String quoted() {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    /** Our own sentence where it was us who refused, whatever it is wrapped in. */
    private static String reason(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CelBudget.Exhausted || cause instanceof ExpressionFailed) {
                return String.valueOf(cause.getMessage());
            }
        }
        var message = String.valueOf(failure.getMessage());
        var told = message.replaceFirst("^evaluation error( at <input>:\\d+)?: ", "");
        return told.length() <= LONGEST_QUOTE * 2
                ? told
                : told.substring(0, LONGEST_QUOTE * 2) + "…";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CelExpression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
