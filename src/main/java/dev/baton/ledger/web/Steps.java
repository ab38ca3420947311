package dev.baton.ledger.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The steps of a chart along time, without gaps. */
record Steps(boolean hourly, ZoneId zone, List<Instant> starts) {

    static Steps of(Range range, Instant from, Instant to, ZoneId zone) {
        var starts = new ArrayList<Instant>();
        for (var start = range.stepStart(from, zone);
                start.isBefore(to);
                start = range.next(start, zone)) {
            starts.add(start);
        }
        return new Steps(range.isHourly(), zone, List.copyOf(starts));
    }
}
