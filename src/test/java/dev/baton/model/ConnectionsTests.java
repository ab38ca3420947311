package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.NotFound;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

@Tag("database")
@SpringBootTest
class ConnectionsTests {

    private static final ConnectionId DEMO =
            new ConnectionId(
                    TenantId.PLATFORM, UUID.fromString("00000000-0000-7000-8000-000000000011"));

    @Autowired private Connections connections;
    @Autowired private ConnectionSharing sharing;
    @Autowired private ConnectionLists lists;
    @Autowired private ConnectionTrial trial;
    @Autowired private ModelCatalogue catalogue;
    @Autowired private ModelCalls calls;
    @Autowired private ReadyConnections ready;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private TestPeople people;

    private TenantId tenant;
    private Actor owner;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
        owner = actor(tenant, Role.TENANT_OWNER);
    }

    @Test
    void letsANewTenantTryTheDemoModelAtOnce() throws CallFailed {
        var choices = lists.choices(tenant);

        assertThat(choices).extracting(ModelChoice::connection).containsExactly(DEMO);
        assertThat(choices.getFirst().models()).extracting(OfferedModel::name).contains("demo");
        var call = calls.prepare(call(DEMO, "demo"));
        var answer = call.answer();
        assertThat(answer.body().at("/choices/0/message/content").asString()).contains("hello");
        assertThat(call.costNanos(answer.usage())).isPositive();
        assertThat(call.worstCaseNanos()).isGreaterThan(call.costNanos(answer.usage()));
    }

    @Test
    void keepsSecretsSealed() {
        var id =
                connections.create(
                        settings("Main", "http://127.0.0.1:59009/v1"),
                        new ConnectionSecrets(
                                ModelFixtures.CANARY, Map.of("X-Org", "canary-header-1")),
                        owner);

        var row = jdbc.queryForMap("SELECT * FROM connection WHERE id = ?", Ids.bytes(id.value()));
        assertThat(row.toString()).doesNotContain(ModelFixtures.CANARY, "canary-header-1");
        var connection = connections.get(tenant, id.value());
        assertThat(connection.hasKey()).isTrue();
        assertThat(connection.apiKeyHint()).contains("2c51");
        assertThat(ready.get(tenant, id).toString()).doesNotContain("canary");
    }

    @Test
    void bindsTheKeyToItsHost() {
        var id =
                connections.create(
                        settings("Main", "http://127.0.0.1:59009/v1"),
                        new ConnectionSecrets("sk-1", null),
                        owner);

        var refusal =
                catchThrowableOfType(
                        InvalidConnection.class,
                        () ->
                                connections.edit(
                                        id,
                                        0,
                                        settings("Main", "http://127.0.0.1:59010/v1"),
                                        ConnectionSecrets.KEPT,
                                        owner));
        connections.edit(
                id,
                0,
                settings("Main", "http://127.0.0.1:59009/v2"),
                ConnectionSecrets.KEPT,
                owner);
        jdbc.update(
                "UPDATE connection SET base_url = 'http://127.0.0.1:59010' WHERE id = ?",
                Ids.bytes(id.value()));
        ready.forget(id);

        assertThat(refusal.fields().getFirst().code()).isEqualTo("needed_for_new_host");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ready.get(tenant, id))
                .withMessageContaining("another host");
    }

    @Test
    void movesToAnotherHostWithTheKeyTypedInAgain() {
        var id =
                connections.create(
                        settings("Main", "http://127.0.0.1:59009/v1"),
                        new ConnectionSecrets("sk-1", Map.of("X-Org", "1")),
                        owner);

        connections.edit(
                id,
                0,
                settings("Main", "http://127.0.0.1:59010/v1"),
                new ConnectionSecrets("sk-2", null),
                owner);

        var connection = connections.get(tenant, id.value());
        assertThat(connection.hasKey()).isTrue();
        assertThat(connection.hasHeaders()).isFalse();
        assertThat(ready.get(tenant, id).open().baseUrl()).hasPort(59010);
    }

    @Test
    void refusesWhatCannotBe() {
        refused("name", settings(" ", "http://127.0.0.1:59009"), ConnectionSecrets.KEPT);
        refused("base_url", settings("a", "ftp://example.com"), ConnectionSecrets.KEPT);
        refused("base_url", settings("a", "http://10.0.0.1/v1"), ConnectionSecrets.KEPT);
        refused("base_url", settings("a", "http://169.254.169.254/"), ConnectionSecrets.KEPT);
        refused("base_url", settings("a", "http://u:p@127.0.0.1:59009/"), ConnectionSecrets.KEPT);
        refused("base_url", settings("a", "http://127.0.0.1:59009/?x=1"), ConnectionSecrets.KEPT);
        refused("base_url", settings("a", "not a url"), ConnectionSecrets.KEPT);
        refused(
                "api_key",
                settings("a", "http://127.0.0.1:59009"),
                new ConnectionSecrets("line\nbreak", null));
        refused(
                "headers",
                settings("a", "http://127.0.0.1:59009"),
                new ConnectionSecrets(null, Map.of("Authorization", "x")));
        refused(
                "total_timeout_seconds",
                new ConnectionSettings(
                        ProviderKind.OPENAI,
                        "a",
                        "http://127.0.0.1:59009",
                        new Timeouts(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofDays(1))),
                ConnectionSecrets.KEPT);
        connections.create(
                settings("taken", "http://127.0.0.1:59009"), ConnectionSecrets.KEPT, owner);
        refused("name", settings("taken", "http://127.0.0.1:59009"), ConnectionSecrets.KEPT);
    }

    @Test
    void isNobodyElses() {
        var id = connection("Main");
        var stranger = actor(people.tenant().id(), Role.TENANT_OWNER);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> connections.get(stranger.tenant(), id.value()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> connections.switchOff(id, stranger));
        assertThatExceptionOfType(ConnectionNotFound.class)
                .isThrownBy(
                        () ->
                                calls.prepare(
                                        new ModelCall(
                                                new ModelRef(stranger.tenant(), id, "m"),
                                                ModelFixtures.asking("x"),
                                                10,
                                                Trace.start(),
                                                Instant.now().plusSeconds(9),
                                                UUID.randomUUID())));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> connections.switchOff(DEMO, owner));
    }

    @Test
    void isChangedByThoseWhoMayOnly() {
        var editor = actor(tenant, Role.EDITOR);

        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(
                        () ->
                                connections.create(
                                        settings("a", "http://127.0.0.1:59009"),
                                        ConnectionSecrets.KEPT,
                                        editor));
        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> sharing.share(DEMO, tenant, owner));
    }

    @Test
    void refusesAnEditOfAnOldVersion() {
        var id = connection("Main");
        connections.switchOff(id, owner);

        assertThatExceptionOfType(EditedMeanwhile.class)
                .isThrownBy(
                        () ->
                                connections.edit(
                                        id,
                                        0,
                                        settings("Other", "http://127.0.0.1:59009"),
                                        ConnectionSecrets.KEPT,
                                        owner));
    }

    @Test
    void refusesCallsWhileItIsSwitchedOff() {
        var id = connection("Main");
        catalogue.addPrice(id, "m", price(1), owner);
        calls.prepare(call(id, "m"));

        connections.switchOff(id, owner);
        var version = connections.get(tenant, id.value()).version();
        connections.switchOff(id, owner);
        assertThat(connections.get(tenant, id.value()).version()).isEqualTo(version);
        assertThatExceptionOfType(ConnectionSwitchedOff.class)
                .isThrownBy(() -> calls.prepare(call(id, "m")));
        connections.switchOn(id, owner);

        calls.prepare(call(id, "m"));
    }

    @Test
    void refusesAModelWithoutAPriceUntilOneIsWritten() {
        var id = connection("Main");
        assertThatExceptionOfType(ModelWithoutPrice.class)
                .isThrownBy(() -> calls.prepare(call(id, "local-model")));
        assertThat(calls.prepare(call(id, "gpt-4o-mini")).price().input()).isEqualTo(150_000_000);

        catalogue.addPrice(id, "gpt-4o-mini", price(7), owner);
        catalogue.addPrice(id, "*", price(1_000_000), owner);

        assertThat(calls.prepare(call(id, "gpt-4o-mini")).price().input()).isEqualTo(7);
        assertThat(calls.prepare(call(id, "local-model")).price().input()).isEqualTo(1_000_000);
        assertThat(catalogue.prices(tenant, id)).hasSize(2);
    }

    @Test
    void reservesMoreInputWhereMoreTokensAreMadeOfIt() {
        var openai = connection("Main");
        var anthropic =
                connections.create(
                        new ConnectionSettings(
                                ProviderKind.ANTHROPIC,
                                "Other",
                                "http://127.0.0.1:59009",
                                Timeouts.DEFAULT),
                        ConnectionSecrets.KEPT,
                        owner);
        var million = 1_000_000L;
        var price = new Price("USD", Instant.EPOCH, million, million, million, 0);
        catalogue.addPrice(openai, "m", price, owner);
        catalogue.addPrice(anthropic, "m", price, owner);
        var tokens = Tokens.ofRequest(ModelFixtures.asking("hello"));

        assertThat(calls.prepare(call(openai, "m")).worstCaseNanos()).isEqualTo(tokens);
        assertThat(calls.prepare(call(anthropic, "m")).worstCaseNanos())
                .isEqualTo(Math.ceilDiv(tokens * 3, 2));
    }

    @Test
    void refusesABodyThatWouldRedirectTheCall() {
        for (var field :
                new String[] {
                    "api_base",
                    "base_url",
                    "api_key",
                    "extra_headers",
                    "extra_body",
                    "custom_llm_provider"
                }) {
            var body = ModelFixtures.asking("x").put(field, "http://evil.example");

            var refusal =
                    catchThrowableOfType(
                            FieldNotAllowed.class, () -> calls.prepare(call(DEMO, "demo", body)));

            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.fields().getFirst().field()).isEqualTo(field);
        }
    }

    @Test
    void listsModelsWithWhatIsKnownOfThem() {
        var id = connection("Main");
        catalogue.add(id, "gpt-4o", null, null, owner);
        catalogue.add(id, "local-model", 4_096, 512, owner);

        var models = catalogue.models(tenant, id);

        assertThat(models.getFirst().model().contextWindow()).isEqualTo(128_000);
        assertThat(models.getFirst().isListPrice()).isTrue();
        assertThat(models.getLast().model().maxOutputTokens()).isEqualTo(512);
        assertThat(models.getLast().price()).isEmpty();
        assertThatExceptionOfType(InvalidModel.class)
                .isThrownBy(() -> catalogue.add(id, "gpt-4o", null, null, owner));
        catalogue.remove(id, models.getFirst().model().id(), owner);
        assertThat(catalogue.models(tenant, id)).hasSize(1);
    }

    @Test
    void sharesThePlatformsWithChosenTenants() {
        var operator = TestPeople.operator(TenantId.PLATFORM);
        var id =
                connections.create(
                        settings("Shared " + TestPeople.unique(), "http://127.0.0.1:59009"),
                        ConnectionSecrets.KEPT,
                        operator);
        catalogue.addPrice(id, "m", price(1), operator);
        assertThatExceptionOfType(ConnectionNotFound.class)
                .isThrownBy(() -> calls.prepare(call(id, "m")));

        sharing.share(id, tenant, operator);
        sharing.share(id, tenant, operator);

        calls.prepare(call(id, "m"));
        assertThat(sharing.sharedWith(id, operator)).containsExactly(tenant);
        assertThat(lists.list(tenant, ConnectionFilter.NONE, null, null, 10).data())
                .filteredOn(row -> row.id().equals(id))
                .allMatch(ConnectionRow::isShared);
        sharing.unshare(id, tenant, operator);
        assertThatExceptionOfType(ConnectionNotFound.class)
                .isThrownBy(() -> calls.prepare(call(id, "m")));
        connections.delete(id, operator);
    }

    @Test
    void goesWithItsModelsAndPrices() {
        var id = connection("Main");
        catalogue.add(id, "m", null, null, owner);
        catalogue.addPrice(id, "m", price(1), owner);

        connections.delete(id, owner);

        assertThatExceptionOfType(ConnectionNotFound.class)
                .isThrownBy(() -> connections.get(tenant, id.value()));
    }

    @Test
    void remembersHowItsTestWent() {
        var id = connection("Main");

        var test = trial.run(id, owner);

        assertThat(test.passed()).isFalse();
        assertThat(test.finding()).isEqualTo("unreachable");
        assertThat(trial.last(tenant, id))
                .hasValueSatisfying(last -> assertThat(last.finding()).isEqualTo("unreachable"));
        assertThat(connections.get(tenant, id.value()).version()).isZero();
    }

    private ConnectionId connection(String name) {
        return connections.create(
                settings(name, "http://127.0.0.1:59009/v1"), ConnectionSecrets.KEPT, owner);
    }

    private void refused(String field, ConnectionSettings settings, ConnectionSecrets secrets) {
        var refusal =
                catchThrowableOfType(
                        InvalidConnection.class,
                        () -> connections.create(settings, secrets, owner));

        assertThat(refusal).as("%s", settings).isNotNull();
        assertThat(refusal.fields().getFirst().field()).isEqualTo(field);
    }

    private ModelCall call(ConnectionId id, String model) {
        return call(id, model, ModelFixtures.asking("hello"));
    }

    private ModelCall call(ConnectionId id, String model, ObjectNode body) {
        return new ModelCall(
                new ModelRef(tenant, id, model),
                body,
                500,
                Trace.start(),
                Instant.now().plusSeconds(30),
                UUID.randomUUID());
    }

    private static Price price(long nanos) {
        return new Price("USD", Instant.EPOCH, nanos, nanos, nanos, nanos);
    }

    private static ConnectionSettings settings(String name, String baseUrl) {
        return new ConnectionSettings(ProviderKind.OPENAI, name, baseUrl, Timeouts.DEFAULT);
    }

    private static Actor actor(TenantId tenant, Role role) {
        return Actor.account(tenant, Ids.next(), "ana@example.org", role.permissions());
    }
}
