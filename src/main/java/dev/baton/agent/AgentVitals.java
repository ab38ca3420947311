package dev.baton.agent;

import dev.baton.ledger.Money;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How every agent does, as this instance sees it: what it learned from calls and checks. Nothing of
 * it is stored; statistics over time are computed from usage.
 */
@Component
public class AgentVitals {

    private static final AgentCondition DISABLED =
            AgentCondition.unusable("disabled", "The agent is disabled.", Duration.ZERO);

    /** One that is known to be dead is asked that much more rarely. */
    private static final int RARELY = 4;

    private final Map<AgentId, Pulse> pulses = new ConcurrentHashMap<>();
    private final AgentKinds kinds;
    private final AgentCapacity capacity;
    private final AgentProperties settings;
    private final Clock clock;

    AgentVitals(AgentKinds kinds, AgentCapacity capacity, AgentProperties settings, Clock clock) {
        this.kinds = kinds;
        this.capacity = capacity;
        this.settings = settings;
        this.clock = clock;
    }

    /** A call ended; a failure that is the caller's own fault is not told. */
    public void finished(AgentId agent, boolean success, Duration latency) {
        pulse(agent).finished(success, latency, clock.instant());
    }

    /** What a call cost, in its caller's currency. */
    public void charged(AgentId agent, Money cost) {
        pulse(agent).charged(cost, clock.instant());
    }

    /** The agent was checked outside a call. */
    public void checked(AgentId agent, AgentCondition condition) {
        pulse(agent).checked(condition, clock.instant());
    }

    public AgentStatus status(Agent agent) {
        return status(agent, whyInactive(agent));
    }

    public AgentHealth health(Agent agent) {
        var pulse = pulse(agent.id());
        var inactive = whyInactive(agent);
        return new AgentHealth(
                status(agent, inactive),
                capacity.running(agent.id()),
                pulse.lastHeartbeat(),
                pulse.successRate(),
                pulse.averageLatency(),
                pulse.evidence(clock.instant()),
                inactive);
    }

    /** When this instance found out that an agent is inactive; null while it knows of nothing. */
    public @Nullable Instant inactiveSince(Agent agent) {
        var pulse = pulse(agent.id());
        return kinds.of(agent).hasHeartbeat()
                ? pulse.staleSince(settings.staleAfter())
                : pulse.failedSince();
    }

    /** Nano-units of recent calls whose callers pay in a currency; null before the first. */
    @Nullable Long averageCost(AgentId agent, String currency) {
        return pulse(agent).averageCost(currency);
    }

    void forget(AgentId agent) {
        pulses.remove(agent);
    }

    boolean needsCheck(Agent agent) {
        var now = clock.instant();
        var pulse = pulse(agent.id());
        return !pulse.heardWithin(settings.checkEvery(), now)
                && !(isDead(agent)
                        && pulse.checkedWithin(settings.checkEvery().multipliedBy(RARELY), now));
    }

    /**
     * Those that are to be checked now: first who may be alive, of these who was not checked for
     * longest.
     */
    List<Agent> due(List<Agent> agents) {
        record Due(Agent agent, boolean dead, Instant checked) {}
        return agents.stream()
                .filter(this::needsCheck)
                .map(agent -> new Due(agent, isDead(agent), lastCheck(agent)))
                .sorted(Comparator.comparing(Due::dead).thenComparing(Due::checked))
                .map(Due::agent)
                .toList();
    }

    private boolean isDead(Agent agent) {
        return pulse(agent.id()).stale(settings.staleAfter(), clock.instant()) != null;
    }

    private Instant lastCheck(Agent agent) {
        var checked = pulse(agent.id()).lastCheck();
        return checked == null ? Instant.MIN : checked;
    }

    private AgentStatus status(Agent agent, @Nullable AgentCondition inactive) {
        if (inactive != null) {
            return AgentStatus.INACTIVE;
        }
        return capacity.running(agent.id()) >= agent.maxConcurrentTasks()
                        || capacity.waiting(agent.id()) > 0
                ? AgentStatus.BUSY
                : AgentStatus.ACTIVE;
    }

    /** Null when it is not. */
    private @Nullable AgentCondition whyInactive(Agent agent) {
        var pulse = pulse(agent.id());
        if (!agent.isEnabled()) {
            return DISABLED;
        }
        var kind = kinds.of(agent);
        if (kind.hasHeartbeat()) {
            return pulse.stale(settings.staleAfter(), clock.instant());
        }
        var condition = kind.check(agent);
        pulse.found(condition, clock.instant());
        return condition.usable() ? null : condition;
    }

    private Pulse pulse(AgentId agent) {
        return pulses.computeIfAbsent(agent, _ -> new Pulse(settings.halfLife(), clock.instant()));
    }
}
