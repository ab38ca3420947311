package dev.baton.run.engine;

import dev.baton.run.StepError;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.workflow.Action;
import dev.baton.workflow.ApprovalRule;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.Template;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Attempts of steps that act outside of the run: the first, once people have agreed where they are
 * to, those after a failure, and the one of another agent. None is made over and over.
 */
final class Attempts {

    /** Of arguments: whom another agent is asked instead of. */
    private static final String INSTEAD_OF = "instead_of";

    private final RunState state;
    private final Bindings bindings;
    private final Retries retries;
    private final LoopBreaker breaker;
    private final Consequences consequences;

    Attempts(
            RunState state,
            Bindings bindings,
            Retries retries,
            LoopBreaker breaker,
            Consequences consequences) {
        this.state = state;
        this.bindings = bindings;
        this.retries = retries;
        this.breaker = breaker;
        this.consequences = consequences;
    }

    /**
     * @throws ExpressionFailed when what it acts with cannot be computed
     */
    void begin(Place place, Action action, Map<String, @Nullable Object> bound) {
        var arguments = Arguments.of(action, state.index().graph(), bound);
        if (!breaker.endsCircle(place.path(), arguments)) {
            consequences.start(place.state(), 1, arguments);
        }
    }

    /**
     * People are asked before it.
     *
     * @param arguments that it would be made with
     * @throws ExpressionFailed when what they are asked cannot be computed
     */
    void ask(
            Place place,
            ApprovalRule rule,
            @Nullable Object arguments,
            Map<String, @Nullable Object> bound) {
        if (breaker.endsCircle(place.path(), arguments == null ? "" : arguments)) {
            return;
        }
        var title = String.valueOf(rule.title().render(bound));
        consequences.ask(place.state(), title, arguments);
    }

    /** With exactly what people have agreed to. */
    void beginApproved(Place place) {
        consequences.start(place.state(), 1, place.state().arguments());
    }

    /** What was tried, or put off, is due. */
    void again(StepState step) {
        if (StepPath.isUndo(step.path()) || !breaker.endsAsTooMuch(step.path())) {
            consequences.startAgain(step);
        }
    }

    /** Whether another attempt follows later on one that failed. */
    boolean isPutOff(String path, StepState step, StepOutcome.Failed failure) {
        var now = consequences.now();
        var retryAt =
                retries.next(
                        state.index().definition(path).retry(),
                        failure,
                        step.attempt(),
                        step.firstBegunAt(now),
                        now);
        retryAt.ifPresent(
                at ->
                        consequences.emit(
                                new RunEvent.StepFailed(
                                        path, failure.error(), at, false, null, failure.use())));
        return retryAt.isPresent();
    }

    /** Whether the agent that was to be asked was, and no other instead of it. */
    static boolean isFirstChoice(StepState step) {
        return step.wasBegun()
                && step.arguments() instanceof Map<?, ?> arguments
                && !arguments.containsKey(INSTEAD_OF);
    }

    /** Whether another agent is asked than the one that was to be. */
    static boolean isSecondChoice(StepState step) {
        return step.arguments() instanceof Map<?, ?> arguments && arguments.containsKey(INSTEAD_OF);
    }

    /**
     * The other agent is asked under a key of its own: to it, this is something new.
     *
     * @throws ExpressionFailed when it is not known which; nothing has happened then
     */
    void askOther(Place place, Template agent, StepError error, @Nullable Use use) {
        var step = place.state();
        var arguments = insteadOf(step, agent.render(bindings.in(place.scope())));
        var attempt = step.attempt() + 1;
        consequences.emit(
                new RunEvent.StepFailed(place.path(), error, consequences.now(), false, null, use));
        if (state.isPaused()) {
            consequences.startAfterPause(step, attempt, arguments);
        } else {
            consequences.start(step, attempt, arguments);
        }
    }

    private static Map<Object, @Nullable Object> insteadOf(StepState step, @Nullable Object other) {
        var arguments = new LinkedHashMap<Object, @Nullable Object>((Map<?, ?>) step.arguments());
        arguments.remove("capability");
        var before = arguments.put("agent", other);
        arguments.put(INSTEAD_OF, before == null ? "" : before);
        return arguments;
    }
}
