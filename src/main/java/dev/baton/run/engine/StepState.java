package dev.baton.run.engine;

import dev.baton.run.StepError;
import dev.baton.run.StepStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How a step of an open scope stands. Changed by {@link RunState} alone. */
final class StepState {

    private final String path;
    private StepStatus status = StepStatus.PENDING;

    /** Steps before it that have not ended. */
    private int awaited;

    /** Steps before it that ended with something to go on with. */
    private int arrived;

    private int attempt;
    private @Nullable Object arguments;
    private @Nullable UUID call;
    private @Nullable Instant firstBegunAt;

    /** When it goes on by itself. */
    private @Nullable Instant due;

    private @Nullable String signal;
    private boolean delayed;

    /** How often the attempt that is made could not begin. */
    private int delays;

    /** What people are asked; null when they are not, or have answered. */
    private @Nullable UUID approval;

    private @Nullable String title;
    private boolean approved;

    /** Hash of what people have agreed to; null when nobody was asked, or told it. */
    private @Nullable String agreed;

    private @Nullable StepError error;

    /** Agents that have failed at it; never changed in place. */
    private Set<UUID> failedAgents = Set.of();

    private @Nullable Container container;

    StepState(String path, int awaited) {
        this.path = path;
        this.awaited = awaited;
    }

    /** As it was when the image was made. */
    StepState(StateImage.Step image) {
        this.path = image.path();
        this.status = image.status();
        this.awaited = image.awaited();
        this.arrived = image.arrived();
        this.attempt = image.attempt();
        this.arguments = image.arguments();
        this.call = image.call();
        this.firstBegunAt = image.firstBegunAt();
        this.due = image.due();
        this.signal = image.signal();
        this.delayed = image.delayed();
        this.delays = image.delays();
        this.approval = image.approval();
        this.title = image.title();
        this.approved = image.approved();
        this.agreed = image.agreed();
        this.error = image.error();
        this.failedAgents =
                image.failedAgents() == null ? Set.of() : Set.copyOf(image.failedAgents());
        this.container = image.container() == null ? null : new Container(image.container());
    }

    StateImage.Step image() {
        return new StateImage.Step(
                path,
                status,
                awaited,
                arrived,
                attempt,
                arguments,
                call,
                firstBegunAt,
                due,
                signal,
                delayed,
                delays,
                approval,
                title,
                approved,
                agreed,
                error,
                failedAgents.isEmpty() ? null : failedAgents.stream().sorted().toList(),
                container == null ? null : container.image());
    }

    /** Whether it stands as it did when its scope began. */
    boolean isUntouched(int awaitedThen) {
        return status == StepStatus.PENDING && awaited == awaitedThen;
    }

    String path() {
        return path;
    }

    StepStatus status() {
        return status;
    }

    int attempt() {
        return attempt;
    }

    Object arguments() {
        return arguments == null ? List.of() : arguments;
    }

    UUID call() {
        if (call == null) {
            throw new IllegalStateException("Step " + path + " was not begun");
        }
        return call;
    }

    /** Whether an attempt was made. */
    boolean wasBegun() {
        return call != null;
    }

    /** Whether the attempt that is due is one that could not begin before. */
    boolean wasDelayed() {
        return delayed;
    }

    /** Whether an attempt could not begin for this reason, and is put off. */
    boolean isDelayedFor(String code) {
        return status == StepStatus.RETRYING
                && delayed
                && error != null
                && error.code().equals(code);
    }

    /** Whether an attempt has failed and the next one is due later. */
    boolean isBetweenAttempts() {
        return status == StepStatus.RETRYING && !delayed;
    }

    int delays() {
        return delays;
    }

    Set<UUID> failedAgents() {
        return failedAgents;
    }

    void failedBy(UUID agent) {
        var more = new HashSet<>(failedAgents);
        more.add(agent);
        failedAgents = Set.copyOf(more);
    }

    @Nullable UUID approval() {
        return approval;
    }

    String title() {
        return title == null ? "" : title;
    }

    /** People have agreed, and it has not begun. */
    boolean isApproved() {
        return approved && status == StepStatus.WAITING;
    }

    @Nullable String agreed() {
        return agreed;
    }

    void asked(UUID whether, String sentence, @Nullable Object with) {
        status = StepStatus.WAITING_APPROVAL;
        approval = whether;
        approved = false;
        agreed = null;
        title = sentence;
        arguments = with;
    }

    void answered(boolean yes, @Nullable String to) {
        status = StepStatus.WAITING;
        approval = null;
        approved = yes;
        agreed = to;
    }

    boolean hasContainer() {
        return container != null;
    }

    boolean hasContainer(Container which) {
        return container == which;
    }

    /** Whether its items or rounds are under way: nothing brings them together yet. */
    boolean goesOnInside() {
        return status == StepStatus.RUNNING && container != null && call == null;
    }

    Instant firstBegunAt(Instant now) {
        return firstBegunAt == null ? now : firstBegunAt;
    }

    @Nullable Instant due() {
        return due;
    }

    @Nullable String signal() {
        return signal;
    }

    @Nullable StepError error() {
        return error;
    }

    Container container() {
        if (container == null) {
            throw new IllegalStateException("Step " + path + " has no items or rounds");
        }
        return container;
    }

    /** Whether everything before it has ended. */
    boolean isReady() {
        return status == StepStatus.PENDING && awaited == 0;
    }

    /** Whether anything before it gave it a reason to run; true where nothing is before it. */
    boolean isWanted(boolean hasPredecessors) {
        return !hasPredecessors || arrived > 0;
    }

    boolean isOpen() {
        return status != StepStatus.PENDING && !status.isFinal();
    }

    void earlierEnded(boolean withSomething) {
        awaited--;
        if (withSomething) {
            arrived++;
        }
    }

    void started(int number, @Nullable Object with, UUID key, Instant now) {
        status = StepStatus.RUNNING;
        approved = false;
        attempt = number;
        call = key;
        due = null;
        if (with != null) {
            arguments = with;
        }
        if (firstBegunAt == null) {
            firstBegunAt = now;
        }
    }

    void opened(Container items) {
        status = StepStatus.RUNNING;
        container = items;
    }

    void waiting(@Nullable Instant until, @Nullable String forSignal) {
        status = StepStatus.WAITING;
        due = until;
        signal = forSignal;
    }

    /** Also when the attempt that is made again has not failed, but could not begin. */
    void retrying(StepError why, Instant retryAt, boolean isDelay) {
        status = StepStatus.RETRYING;
        delayed = isDelay;
        delays = isDelay ? delays + 1 : 0;
        error = why;
        due = retryAt;
    }

    /** What it worked with is needed no longer. */
    void ended(StepStatus how, @Nullable StepError why) {
        status = how;
        error = why;
        approval = null;
        due = null;
        arguments = null;
        container = null;
    }

    /** The items or rounds of a step. */
    static final class Container {

        private final @Nullable List<Object> items;
        private final @Nullable Object[] outputs;
        private int opened;
        private int ended;
        private final BitSet failed = new BitSet();
        private @Nullable Object last;

        Container(@Nullable List<Object> items) {
            this.items = items;
            this.outputs = new Object[items == null ? 0 : items.size()];
        }

        private Container(StateImage.Container image) {
            this.items = image.items();
            this.outputs = image.outputs().toArray();
            this.opened = image.opened();
            this.ended = image.ended();
            image.failed().forEach(failed::set);
            this.last = image.last();
        }

        private StateImage.Container image() {
            return new StateImage.Container(
                    items,
                    Collections.unmodifiableList(Arrays.asList(outputs.clone())),
                    opened,
                    ended,
                    failed.stream().boxed().toList(),
                    last);
        }

        @Nullable Object item(int index) {
            return items == null ? null : items.get(index);
        }

        /** Those of a map; else rounds. */
        boolean hasItems() {
            return items != null;
        }

        int size() {
            return outputs.length;
        }

        /** Items or rounds that have begun. */
        int opened() {
            return opened;
        }

        int ended() {
            return ended;
        }

        int failed() {
            return failed.cardinality();
        }

        boolean hasFailed(int index) {
            return failed.get(index);
        }

        int running() {
            return opened - ended;
        }

        /** The output of the round that ended last. */
        @Nullable Object last() {
            return last;
        }

        @Nullable Object[] outputs() {
            return outputs;
        }

        void open() {
            opened++;
        }

        void end(int index, @Nullable Object output, boolean isFailure) {
            ended++;
            failed.set(index, isFailure);
            last = output;
            if (index < outputs.length) {
                outputs[index] = output;
            }
        }
    }
}
