package dev.baton.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Who decides in whose place, and when.
 *
 * @param account who hands over
 * @param name their e-mail address
 * @param delegate who stands in for them
 * @param delegateName that person's e-mail address
 * @param endsAt the first moment after it
 */
public record Handover(
        HandoverId id,
        Instant createdAt,
        UUID account,
        String name,
        UUID delegate,
        String delegateName,
        Instant startsAt,
        Instant endsAt) {

    public LocalDate from(ZoneId zone) {
        return LocalDate.ofInstant(startsAt, zone);
    }

    /** The last day. */
    public LocalDate to(ZoneId zone) {
        return LocalDate.ofInstant(endsAt.minusNanos(1), zone);
    }

    /** Whether it is between the same two as another, on a day of that one. */
    boolean isWithin(Handover other) {
        return account.equals(other.account)
                && delegate.equals(other.delegate)
                && startsAt.isBefore(other.endsAt)
                && other.startsAt.isBefore(endsAt);
    }

    Handover endedAt(Instant at) {
        return new Handover(id, createdAt, account, name, delegate, delegateName, startsAt, at);
    }

    public boolean isOn(Instant now) {
        return !now.isBefore(startsAt) && now.isBefore(endsAt);
    }
}
