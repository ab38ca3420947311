package dev.baton.agent;

import dev.baton.ledger.Money;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One agent's recent calls, each weighing half as much after every half-life. */
final class Pulse {

    private final Duration halfLife;
    private final Instant firstSeen;
    private final Average success = new Average();
    private final Average latency = new Average();

    /** By currency: what is paid in one says nothing in another. */
    private final Map<String, Average> costs = new HashMap<>();

    private @Nullable Instant lastHeartbeat;
    private @Nullable Instant lastCheck;

    /** What the last check found, unless there was a sign of life since. */
    private @Nullable AgentCondition failure;

    private @Nullable Instant failedSince;

    Pulse(Duration halfLife, Instant now) {
        this.halfLife = halfLife;
        this.firstSeen = now;
    }

    synchronized void finished(boolean succeeded, Duration took, Instant now) {
        success.add(succeeded ? 1 : 0, now);
        if (succeeded) {
            latency.add(took.toNanos(), now);
            heard(now);
        }
    }

    synchronized void charged(Money cost, Instant now) {
        costs.computeIfAbsent(cost.currency(), _ -> new Average()).add(cost.nanos(), now);
    }

    /** It was asked where it lives: an answer is a sign of life. */
    synchronized void checked(AgentCondition condition, Instant now) {
        lastCheck = now;
        found(condition, now);
        if (condition.usable()) {
            lastHeartbeat = now;
        }
    }

    /** What was found without asking it, which is no sign of life. */
    synchronized void found(AgentCondition condition, Instant now) {
        if (condition.usable()) {
            failure = null;
            failedSince = null;
        } else {
            failure = condition;
            failedSince = failedSince == null ? now : failedSince;
        }
    }

    /**
     * What was found when it was last looked for, if nothing was heard of it for so long, since it
     * is known here. Null also for one that nobody has looked for.
     */
    synchronized @Nullable AgentCondition stale(Duration silence, Instant now) {
        var heard = lastHeartbeat == null ? firstSeen : lastHeartbeat;
        return Duration.between(heard, now).compareTo(silence) > 0 ? failure : null;
    }

    /** Since when it is {@link #stale}, or will be if nothing is heard of it. */
    synchronized @Nullable Instant staleSince(Duration silence) {
        if (failedSince == null) {
            return null;
        }
        var silent = (lastHeartbeat == null ? firstSeen : lastHeartbeat).plus(silence);
        return failedSince.isAfter(silent) ? failedSince : silent;
    }

    /** Since when every check has failed; null after a sign of life. */
    synchronized @Nullable Instant failedSince() {
        return failedSince;
    }

    synchronized boolean heardWithin(Duration time, Instant now) {
        return isWithin(lastHeartbeat, time, now);
    }

    synchronized boolean checkedWithin(Duration time, Instant now) {
        return isWithin(lastCheck, time, now);
    }

    synchronized @Nullable Instant lastCheck() {
        return lastCheck;
    }

    synchronized @Nullable Instant lastHeartbeat() {
        return lastHeartbeat;
    }

    synchronized @Nullable Double successRate() {
        return success.value();
    }

    synchronized @Nullable Duration averageLatency() {
        var nanos = latency.value();
        return nanos == null ? null : Duration.ofNanos(Math.round(nanos));
    }

    synchronized @Nullable Long averageCost(String currency) {
        var cost = costs.get(currency);
        var nanos = cost == null ? null : cost.value();
        return nanos == null ? null : Math.round(nanos);
    }

    synchronized double evidence(Instant now) {
        return success.weightAt(now);
    }

    private void heard(Instant now) {
        lastHeartbeat = now;
        failure = null;
        failedSince = null;
    }

    private static boolean isWithin(@Nullable Instant then, Duration time, Instant now) {
        return then != null && Duration.between(then, now).compareTo(time) < 0;
    }

    private final class Average {

        private double sum;
        private double weight;
        private @Nullable Instant asOf;

        void add(double value, Instant now) {
            var left = fading(now);
            sum = sum * left + value;
            weight = weight * left + 1;
            asOf = now;
        }

        @Nullable Double value() {
            return weight == 0 ? null : sum / weight;
        }

        double weightAt(Instant now) {
            return weight * fading(now);
        }

        private double fading(Instant now) {
            if (asOf == null || !now.isAfter(asOf)) {
                return 1;
            }
            var age = (double) Duration.between(asOf, now).toNanos() / halfLife.toNanos();
            return Math.pow(0.5, age);
        }
    }
}
