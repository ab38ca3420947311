package dev.baton.agent;

import static dev.baton.agent.AgentFixtures.agent;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.AgentFixtures.nothing;
import static dev.baton.agent.AgentFixtures.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class AgentTests {

    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant LATER = CREATED.plusSeconds(60);

    private final Agent agent = agent("echo", AgentLimits.DEFAULT, nothing(), CREATED);

    @Test
    void beginsWithTheUsualPromises() {
        assertThat(agent.maxConcurrentTasks()).isEqualTo(5);
        assertThat(agent.rateLimit()).isEqualTo(100);
        assertThat(agent.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(agent.retries()).isEqualTo(3);
        assertThat(agent.costPerRequest()).isEqualTo(10_000_000);
        assertThat(agent.release()).isEqualTo("1.0.0");
        assertThat(agent.isEnabled()).isTrue();
        assertThat(agent.createdAt()).isEqualTo(CREATED);
    }

    @Test
    void isItsOwners() {
        assertThat(agent.owner()).isEqualTo(agent.id().tenant());
    }

    @Test
    void canWhatItWasGiven() {
        agent.edit(settings("worker", "code", "chat"), nothing(), LATER);

        assertThat(agent.capabilities()).containsExactly("chat", "code");
        assertThat(agent.can("code")).isTrue();
        assertThat(agent.can("research")).isFalse();
        assertThat(agent.changedAt()).isEqualTo(LATER);
    }

    @Test
    void losesACapabilityThatAnEditLeavesOut() {
        agent.edit(settings("worker", "code"), nothing(), LATER);
        agent.edit(settings("worker"), nothing(), LATER);

        assertThat(agent.capabilities()).isEmpty();
    }

    @Test
    void keepsWhatItWasWhenAnEditIsRefused() {
        var refused =
                catchThrowableOfType(
                        AgentRefused.class,
                        () -> agent.edit(settings("Not A Name"), nothing(), LATER));

        assertThat(refused.faults()).extracting(AgentFault::field).containsExactly("name");
        assertThat(agent.name()).isEqualTo("worker");
        assertThat(agent.changedAt()).isEqualTo(CREATED);
    }

    @Test
    void switchesOffAndOnOnce() {
        assertThat(agent.enable(true, LATER)).isFalse();
        assertThat(agent.changedAt()).isEqualTo(CREATED);

        assertThat(agent.enable(false, LATER)).isTrue();
        assertThat(agent.isEnabled()).isFalse();
        assertThat(agent.changedAt()).isEqualTo(LATER);
        assertThat(agent.enable(false, LATER)).isFalse();
        assertThat(agent.enable(true, LATER)).isTrue();
    }

    @Test
    void knowsThePromptOfItsConfiguration() {
        assertThat(agent.prompt()).isEmpty();

        agent.edit(
                settings("worker"),
                json("{'prompt_id': '01900000-0000-7000-8000-0000000000a1'}"),
                LATER);

        assertThat(agent.prompt())
                .hasValueSatisfying(
                        prompt -> assertThat(prompt.tenant()).isEqualTo(agent.owner()));
    }

    @Test
    void readsANewConfigurationAfterAnEdit() {
        agent.edit(settings("worker"), json("{'url': 'https://one.example', 'stream': false}"), LATER);
        assertThat(agent.configuration(HttpAgentConfiguration.class).url())
                .isEqualTo("https://one.example");

        agent.edit(settings("worker"), json("{'url': 'https://two.example', 'stream': false}"), LATER);

        assertThat(agent.configuration(HttpAgentConfiguration.class).url())
                .isEqualTo("https://two.example");
    }

    @Test
    void givesItsConfigurationAwayAsACopy() {
        agent.configuration().put("url", "https://else.example");

        assertThat(agent.configuration().isEmpty()).isTrue();
    }

    @Test
    void tellsItsSettingsAsTheyWereGiven() {
        var given = settings("worker", "code");
        agent.edit(given, nothing(), LATER);

        assertThat(agent.settings()).isEqualTo(given);
    }
}
