package dev.baton.agent;

import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Asks agents that live elsewhere for a sign of life, unless a call has just given one. */
@Component
@EnableScheduling
class AgentHeartbeat {

    private static final int AT_A_TIME = 20;

    private final AgentStore store;
    private final AgentKinds kinds;
    private final AgentVitals vitals;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    AgentHeartbeat(AgentStore store, AgentKinds kinds, AgentVitals vitals) {
        this.store = store;
        this.kinds = kinds;
        this.vitals = vitals;
    }

    @Scheduled(fixedDelayString = "${baton.agent.check-every:30s}")
    void beat() throws InterruptedException {
        var distant =
                kinds.all().stream()
                        .filter(AgentKind::hasHeartbeat)
                        .map(AgentKind::name)
                        .collect(Collectors.toSet());
        for (var agent : store.enabledAcrossTenants(distant)) {
            if (vitals.needsCheck(agent)) {
                places.acquire();
                Thread.startVirtualThread(() -> check(agent));
            }
        }
    }

    private void check(Agent agent) {
        try {
            vitals.checked(agent.id(), kinds.of(agent).check(agent));
        } finally {
            places.release();
        }
    }
}
