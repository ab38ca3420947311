package dev.baton.webhook;

/** How many undelivered deliveries of an endpoint stand where. */
public record Backlog(long pending, long held, long exhausted) {

    static final Backlog NONE = new Backlog(0, 0, 0);

    static Backlog of(DeliveryStatus status, long count) {
        return switch (status) {
            case PENDING -> new Backlog(count, 0, 0);
            case HELD -> new Backlog(0, count, 0);
            case EXHAUSTED -> new Backlog(0, 0, count);
            case DELIVERED -> NONE;
        };
    }

    Backlog plus(Backlog other) {
        return new Backlog(
                pending + other.pending, held + other.held, exhausted + other.exhausted);
    }
}
