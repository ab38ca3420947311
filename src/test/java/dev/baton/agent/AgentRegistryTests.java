package dev.baton.agent;

import static dev.baton.agent.AgentFixtures.actor;
import static dev.baton.agent.AgentFixtures.demo;
import static dev.baton.agent.AgentFixtures.echo;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.AgentFixtures.nothing;
import static dev.baton.agent.AgentFixtures.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.tenant.Actor;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantNotFound;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@Tag("database")
@SpringBootTest
class AgentRegistryTests {

    @Autowired private AgentRegistry registry;
    @Autowired private AgentVitals vitals;
    @Autowired private EventLog events;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private TestPeople people;

    private final Actor operator = TestPeople.operator(TenantId.PLATFORM);
    private TenantId tenant;
    private Actor editor;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
        editor = people.person(tenant, Role.EDITOR).actor();
    }

    @Test
    void letsItsOwnerUseANewAgentAtOnce() {
        assertThat(registry.usableBy(tenant)).isEmpty();

        var agent = registry.create(echo("assistant", "chat"), editor);

        assertThat(registry.find(tenant, "assistant")).map(Agent::id).hasValue(agent.id());
        assertThat(registry.find(tenant, agent.id().value().toString())).isPresent();
        assertThat(registry.see(agent.id().value(), editor).capabilities()).containsExactly("chat");
        expectEvents(agent, "agent.created");
    }

    @Test
    void givesANameOnceATenant() {
        registry.create(echo("assistant"), editor);

        assertThatExceptionOfType(AgentNameTaken.class)
                .isThrownBy(() -> registry.create(echo("assistant"), editor));
        var other = people.person(people.tenant().id(), Role.EDITOR).actor();
        registry.create(echo("assistant"), other);
    }

    @Test
    void refusesToRenameAnAgentToATakenName() {
        registry.create(echo("assistant"), editor);
        var agent = registry.create(echo("helper"), editor);

        assertThatExceptionOfType(AgentNameTaken.class)
                .isThrownBy(() -> edit(agent, "assistant", editor));
        assertThat(edit(agent, "helper", editor).name()).isEqualTo("helper");
    }

    @Test
    void refusesAKindThatIsNone() {
        var refused =
                catchThrowableOfType(
                        AgentRefused.class,
                        () ->
                                registry.create(
                                        new NewAgent("oracle", settings("a"), nothing()), editor));

        assertThat(refused.faults())
                .extracting(AgentFault::field, AgentFault::code)
                .containsExactly(tuple("kind", "kind_unknown"));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var wanted =
                new NewAgent(
                        "prompt",
                        settings("Not A Name"),
                        json("{'model': 'demo', 'temperature': 1}"));

        var refused =
                catchThrowableOfType(
                        AgentRefused.class, () -> registry.create(wanted, editor));

        assertThat(refused.faults())
                .extracting(AgentFault::field)
                .containsExactlyInAnyOrder(
                        "name",
                        "configuration.connection_id",
                        "configuration.max_output_tokens",
                        "configuration.temperature");
        assertThat(registry.usableBy(tenant)).isEmpty();
    }

    @Test
    void savesAnEditOfTheVersionItStartedFromOnly() {
        var agent = registry.create(echo("assistant"), editor);
        var edited = edit(agent, "helper", editor);

        assertThat(edited.version()).isGreaterThan(agent.version());
        assertThatExceptionOfType(EditedMeanwhile.class)
                .isThrownBy(() -> edit(agent, "third", editor));
        assertThat(registry.find(tenant, "assistant")).isEmpty();
        assertThat(registry.find(tenant, "helper")).isPresent();
        expectEvents(agent, "agent.created", "agent.updated");
    }

    @Test
    void keepsTheConfigurationThatAnEditDoesNotName() {
        var agent =
                registry.create(new NewAgent("prompt", settings("a"), demo()), editor);

        var edited =
                registry.edit(
                        agent.id(), agent.version(), new AgentEdit(settings("b"), null), editor);

        assertThat(edited.configuration().path("model").asString()).isEqualTo("demo");
    }

    @Test
    void switchesAgentsOffAndOnAndSaysSoOnce() {
        var agent = registry.create(echo("assistant"), editor);

        registry.disable(agent.id(), editor);
        registry.disable(agent.id(), editor);
        assertThat(registry.find(tenant, "assistant")).map(Agent::isEnabled).hasValue(false);
        registry.enable(agent.id(), editor);
        registry.enable(agent.id(), editor);

        assertThat(registry.find(tenant, "assistant")).map(Agent::isEnabled).hasValue(true);
        expectEvents(agent, "agent.created", "agent.updated", "agent.updated");
    }

    @Test
    void editsMaySwitchTooAndShareWithNobodyElse() {
        var agent = registry.create(echo("assistant"), editor);

        var edited =
                registry.edit(
                        agent.id(),
                        agent.version(),
                        new AgentEdit(settings("assistant"), null, false, null),
                        editor);

        assertThat(edited.isEnabled()).isFalse();
    }

    @Test
    void deletesWithEveryGrant() {
        var agent = shared(tenant);

        registry.delete(agent.id(), operator);

        assertThat(registry.find(tenant, agent.name())).isEmpty();
        assertThat(
                        jdbc.queryForObject(
                                "SELECT COUNT(*) FROM agent_grant WHERE agent_id = ?",
                                Integer.class,
                                Ids.bytes(agent.id().value())))
                .isZero();
        expectEvents(agent, "agent.created", "agent.deleted");
        assertThatExceptionOfType(AgentNotFound.class)
                .isThrownBy(() -> registry.own(agent.id(), operator));
    }

    @Test
    void hidesAgentsOfOthers() {
        var agent = registry.create(echo("assistant"), editor);
        var stranger = people.person(people.tenant().id(), Role.TENANT_OWNER).actor();
        var guessed = new AgentId(stranger.tenant(), agent.id().value());

        assertThat(registry.find(stranger.tenant(), "assistant")).isEmpty();
        assertThatExceptionOfType(AgentNotFound.class)
                .isThrownBy(() -> registry.see(agent.id().value(), stranger));
        assertThatExceptionOfType(AgentNotFound.class)
                .isThrownBy(() -> registry.own(guessed, stranger));
        assertThatExceptionOfType(AgentNotFound.class)
                .isThrownBy(() -> registry.disable(guessed, stranger));
        assertThatExceptionOfType(AgentNotFound.class)
                .isThrownBy(() -> registry.delete(guessed, stranger));
    }

    @Test
    void letsOnlyThoseChangeAgentsWhoMay() {
        var agent = registry.create(echo("assistant"), editor);
        var viewer = people.person(tenant, Role.VIEWER).actor();
        var nobody = actor(tenant);

        Stream.<Runnable>of(
                        () -> registry.create(echo("other"), viewer),
                        () -> edit(agent, "other", viewer),
                        () -> registry.enable(agent.id(), viewer),
                        () -> registry.disable(agent.id(), viewer),
                        () -> registry.delete(agent.id(), viewer),
                        () -> registry.see(agent.id().value(), nobody),
                        () -> registry.list(AgentFilter.NONE, null, 10, nobody),
                        () -> registry.share(agent.id(), tenant, editor),
                        () -> registry.unshare(agent.id(), tenant, editor))
                .forEach(
                        forbidden ->
                                assertThatExceptionOfType(PermissionDenied.class)
                                        .isThrownBy(forbidden::run));
        assertThat(registry.see(agent.id().value(), viewer).name()).isEqualTo("assistant");
    }

    @Test
    void sharesAgentsOfThePlatformWithChosenTenants() {
        var agent = shared();
        var other = people.tenant().id();
        assertThat(registry.find(tenant, agent.name())).isEmpty();

        registry.share(agent.id(), tenant, operator);
        registry.share(agent.id(), tenant, operator);

        assertThat(registry.find(tenant, agent.name())).map(Agent::owner).hasValue(TenantId.PLATFORM);
        assertThat(registry.find(other, agent.name())).isEmpty();
        assertThat(registry.sharedWith(agent.id(), operator)).containsExactly(tenant);

        registry.unshare(agent.id(), tenant, operator);
        registry.unshare(agent.id(), tenant, operator);
        assertThat(registry.find(tenant, agent.name())).isEmpty();
        assertThat(registry.find(TenantId.PLATFORM, agent.name())).isPresent();
    }

    @Test
    void sharesExactlyWithThoseThatAnEditNames() {
        var other = people.tenant().id();
        var agent = shared(tenant);

        registry.edit(
                agent.id(),
                agent.version(),
                new AgentEdit(settings(agent.name()), null, null, Set.of(other)),
                operator);

        assertThat(registry.sharedWith(agent.id(), operator)).containsExactly(other);
        assertThat(registry.find(tenant, agent.name())).isEmpty();
        assertThat(registry.find(other, agent.name())).isPresent();
    }

    @Test
    void letsNobodyChangeASharedAgentFromOutside() {
        var agent = shared(tenant);
        var here = new AgentId(tenant, agent.id().value());

        assertThat(registry.see(agent.id().value(), editor).name()).isEqualTo(agent.name());
        assertThatExceptionOfType(SharedAgentStays.class)
                .isThrownBy(() -> registry.disable(here, editor))
                .satisfies(denied -> assertThat(denied.status()).isEqualTo(403));
        assertThatExceptionOfType(SharedAgentStays.class)
                .isThrownBy(() -> registry.own(here, editor));
    }

    @Test
    void keepsATenantsAgentsToItself() {
        var agent = registry.create(echo("assistant"), editor);
        var other = people.tenant().id();
        var here = TestPeople.operator(tenant);

        assertThatExceptionOfType(AgentStaysPrivate.class)
                .isThrownBy(() -> registry.share(agent.id(), other, here));
        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(
                        () ->
                                registry.create(
                                        new NewAgent(
                                                "echo",
                                                settings("b"),
                                                nothing(),
                                                true,
                                                Set.of(other)),
                                        editor));
    }

    @Test
    void sharesWithNoTenantThatIsNone() {
        var agent = shared();

        assertThatExceptionOfType(TenantNotFound.class)
                .isThrownBy(
                        () -> registry.share(agent.id(), new TenantId(Ids.next()), operator));
    }

    @Test
    void prefersATenantsOwnAgentToASharedOneOfTheSameName() {
        var agent = shared(tenant);

        var own = registry.create(echo(agent.name()), editor);

        assertThat(registry.find(tenant, agent.name())).map(Agent::id).hasValue(own.id());
        assertThat(registry.find(tenant, agent.id().value().toString()))
                .map(Agent::id)
                .hasValue(agent.id());
        assertThat(registry.usableBy(tenant)).hasSize(2);
    }

    @Test
    void listsByNamePageByPage() {
        for (var name : List.of("cat", "ant", "bee", "ant-2")) {
            registry.create(echo(name), editor);
        }

        var first = registry.list(AgentFilter.NONE, null, 3, editor);
        var second = registry.list(AgentFilter.NONE, first.nextCursor(), 3, editor);

        assertThat(first.data()).extracting(Agent::name).containsExactly("ant", "ant-2", "bee");
        assertThat(second.data()).extracting(Agent::name).containsExactly("cat");
        assertThat(second.nextCursor()).isNull();
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> registry.list(AgentFilter.NONE, "?", 3, editor));
    }

    @Test
    void listsWhatFitsTheFilterOnly() {
        registry.create(echo("coder", "code", "chat"), editor);
        var off = registry.create(echo("talker", "chat"), editor);
        registry.disable(off.id(), editor);
        registry.create(new NewAgent("prompt", settings("writer"), demo()), editor);

        assertThat(names(new AgentFilter("CODE", "", "", ""))).containsExactly("coder");
        assertThat(names(new AgentFilter(off.id().value().toString(), "", "", "")))
                .containsExactly("talker");
        assertThat(names(new AgentFilter("", "chat", "", ""))).containsExactly("coder", "talker");
        assertThat(names(new AgentFilter("", "", "inactive", ""))).containsExactly("talker");
        assertThat(names(new AgentFilter("", "chat", "active", ""))).containsExactly("coder");
        assertThat(names(new AgentFilter("", "", "", "prompt"))).containsExactly("writer");
        assertThat(names(new AgentFilter("", "", "none such", ""))).isEmpty();
    }

    @Test
    void forgetsTheFiguresOfADeletedAgent() {
        var agent = registry.create(echo("assistant"), editor);
        vitals.finished(agent.id(), true, Duration.ofMillis(3));

        registry.delete(agent.id(), editor);

        assertThat(vitals.health(agent).success()).isEmpty();
    }

    private List<String> names(AgentFilter filter) {
        return registry.list(filter, null, 10, editor).data().stream().map(Agent::name).toList();
    }

    private Agent edit(Agent agent, String name, Actor by) {
        return registry.edit(
                agent.id(), agent.version(), new AgentEdit(settings(name), nothing()), by);
    }

    private Agent shared(TenantId... with) {
        return registry.create(
                new NewAgent(
                        "echo",
                        settings("shared-" + TestPeople.unique()),
                        nothing(),
                        true,
                        Set.of(with)),
                operator);
    }

    private void expectEvents(Agent agent, String... types) {
        await().untilAsserted(
                        () ->
                                assertThat(events.after(agent.owner(), 0, 100_000))
                                        .filteredOn(it -> it.subject().equals(agent.id().value()))
                                        .extracting(Event::type)
                                        .containsExactly(types));
    }
}
