package dev.baton.webhook;

import java.util.List;

/**
 * How many undelivered deliveries of an endpoint stand where. Nobody needs to know how far beyond
 * {@link #MOST} it is, and counting would take longer the more there are.
 */
public record Backlog(long pending, long held, long exhausted) {

    /** Counted so far; one more stands for any number above. */
    public static final int MOST = 1_000;

    public static final Backlog NONE = new Backlog(0, 0, 0);

    static final List<DeliveryStatus> STATUSES =
            List.of(DeliveryStatus.PENDING, DeliveryStatus.HELD, DeliveryStatus.EXHAUSTED);

    static Backlog of(DeliveryStatus status, long count) {
        return switch (status) {
            case PENDING -> new Backlog(count, 0, 0);
            case HELD -> new Backlog(0, count, 0);
            case EXHAUSTED -> new Backlog(0, 0, count);
            case DELIVERED -> NONE;
        };
    }

    public long most() {
        return MOST;
    }

    /** Those that an endpoint's end would forget. */
    public long unsent() {
        return pending + held;
    }

    Backlog plus(Backlog other) {
        return new Backlog(
                pending + other.pending, held + other.held, exhausted + other.exhausted);
    }
}
