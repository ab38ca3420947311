package dev.baton.run.web;

import dev.baton.platform.trace.Trace;
import dev.baton.run.RunAction;
import dev.baton.run.RunControl;
import dev.baton.run.RunSuccessors;
import dev.baton.tenant.Actor;
import dev.baton.work.Priority;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/** What an action that is chosen for many runs does to each of them. */
@Component
class RunWork {

    private final RunControl control;
    private final RunSuccessors successors;

    RunWork(RunControl control, RunSuccessors successors) {
        this.control = control;
        this.successors = successors;
    }

    /**
     * @param priority that they get; null for all other actions
     */
    Consumer<UUID> of(RunAction action, @Nullable Priority priority, Actor by, Trace trace) {
        return switch (action) {
            case CANCEL -> id -> control.cancel(by, id, "");
            case PAUSE -> id -> control.pause(by, id, "");
            case RESUME -> id -> control.resume(by, id);
            case RETRY -> id -> successors.retry(by, id, null, trace);
            case RESTART -> id -> successors.restart(by, id, null, trace);
            case RESTART_NEWEST -> id -> successors.restartNewest(by, id, null, trace);
            case PRIORITY -> id -> control.setPriority(by, id, Objects.requireNonNull(priority));
        };
    }
}
