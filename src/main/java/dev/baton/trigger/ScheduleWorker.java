package dev.baton.trigger;

import dev.baton.work.Claim;
import dev.baton.work.Worker;

import org.springframework.stereotype.Component;

/** Is there when a schedule is due. */
@Component
class ScheduleWorker implements Worker {

    private final Schedules schedules;

    ScheduleWorker(Schedules schedules) {
        this.schedules = schedules;
    }

    @Override
    public String queue() {
        return Schedules.QUEUE;
    }

    @Override
    public int concurrency() {
        return 8;
    }

    /** A schedule is never given up: what fails now may be in order at the next look. */
    @Override
    public int maxAttempts() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void work(Claim claim) {
        schedules.look(claim);
    }
}
