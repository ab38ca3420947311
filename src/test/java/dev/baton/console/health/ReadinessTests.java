package dev.baton.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.ServerTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

/** An orchestrator sends nobody to an instance without its database, and does not restart it. */
@Tag("database")
@ServerTest
class ReadinessTests {

    @Autowired private HealthEndpointGroups groups;

    @Test
    void needsTheDatabaseAndLifeDoesNot() {
        assertThat(groups.get("readiness"))
                .satisfies(
                        group -> {
                            assertThat(group.isMember("db")).isTrue();
                            assertThat(group.isMember("readinessState")).isTrue();
                        });
        assertThat(groups.get("liveness").isMember("db")).isFalse();
    }
}
