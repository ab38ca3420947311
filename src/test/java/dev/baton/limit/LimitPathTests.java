package dev.baton.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.agent.AgentLimits;
import dev.baton.event.EventLog;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("database")
@ServerTest
class LimitPathTests {

    private static final String ASK = "{'agent':'echo','input':'x'}";

    @Autowired private MessageFixture fixture;
    @Autowired private TenantDirectory tenants;
    @Autowired private CallsInFlight flight;
    @Autowired private CallerLimits callers;
    @Autowired private TestPeople people;
    @Autowired private EventLog events;
    @Autowired private JdbcTemplate jdbc;

    @Test
    void namesTheTenantsLimitInARefusal() {
        var tenant = tenant(3, null);
        var client = fixture.caller(tenant, 1_000_000).client();

        var first = client.ask(ASK);
        client.ask(ASK);
        client.ask(ASK);
        var refusal = client.ask(ASK);

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"tenant\";q=3;w=60");
        assertThat(first.header("RateLimit")).startsWith("\"tenant\";r=2;t=");
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.json().path("code").asString()).isEqualTo("rate_limited");
        assertThat(refusal.json().path("limit").asString()).isEqualTo("tenant");
        assertThat(refusal.json().path("owner").asString()).isEqualTo(tenant.toString());
        assertThat(refusal.json().path("per_minute").asInt()).isEqualTo(3);
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(1, 20);
        assertThat(refusal.header("RateLimit")).startsWith("\"tenant\";r=0;t=");
        assertThat(fixture.allUsage(tenant)).hasSize(3);
    }

    @Test
    void aTenantsOwnLimitCountsAsSoonAsItIsSet() {
        var tenant = tenant(1_000_000, null);
        var client = fixture.caller(tenant, 1_000_000).client();
        client.ask(ASK);
        var now = tenants.get(tenant);
        tenants.editAny(
                tenant,
                now.version(),
                new Slug(now.slug()),
                new TenantSettings(now.name(), Locale.ENGLISH, now.zone()),
                new TenantLimits(1, null, null),
                KeyFixture.OPERATOR);

        await().untilAsserted(
                        () ->
                                assertThat(client.ask(ASK).header("RateLimit-Policy"))
                                        .isEqualTo("\"tenant\";q=1;w=60"));

        assertThat(client.ask(ASK).status()).isEqualTo(429);
    }

    @Test
    void namesTheKeysLimitWhereItIsTheTightest() {
        var tenant = tenant(100, null);
        var hurried = fixture.caller(tenant, 1);
        hurried.client().ask(ASK);

        var refusal = hurried.client().ask(ASK);

        assertThat(refusal.json().path("limit").asString()).isEqualTo("key");
        assertThat(refusal.json().path("owner").asString()).isEqualTo(hurried.key().toString());
        assertThat(fixture.caller(tenant, 5).client().ask(ASK).status()).isEqualTo(200);
    }

    @Test
    void namesThePersonsLimitWhereItIsTheTightest() {
        var tenant = fixture.tenant(new TenantLimits(100, 1, null));
        var ana = people.person(tenant, Role.EDITOR).actor();
        var bo = people.person(tenant, Role.EDITOR).actor();
        charge(ana);

        assertThatThrownBy(() -> charge(ana))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(429);
                            assertThat(refusal.extensions())
                                    .containsEntry("limit", "user")
                                    .containsEntry("owner", ana.requiredId().toString())
                                    .containsEntry("per_minute", 1);
                        });
        assertThat(charge(bo).limit().scope()).isEqualTo(Limit.Scope.USER);
    }

    @Test
    void namesTheAgentsLimitInOpenAisShapeToo() {
        var tenant = tenant(1_000, null);
        fixture.limited(tenant, "rare", new AgentLimits(5, 1, Duration.ofSeconds(5), 0));
        var client = fixture.caller(tenant).client();
        client.ask("{'agent':'rare','input':'x'}");

        var ours = client.ask("{'agent':'rare','input':'x'}");
        var openAis =
                client.complete("{'model':'rare','messages':[{'role':'user','content':'x'}]}");

        assertThat(ours.status()).isEqualTo(429);
        assertThat(ours.json().path("limit").asString()).isEqualTo("agent");
        assertThat(ours.header("RateLimit-Policy")).isEqualTo("\"agent\";q=1;w=60");
        assertThat(openAis.status()).isEqualTo(429);
        assertThat(openAis.json().at("/error/type").asString()).isEqualTo("rate_limit_error");
        assertThat(openAis.header("Retry-After")).isNotEmpty();
        assertThat(client.ask(ASK).status()).isEqualTo(200);
    }

    @Test
    void aTenantAtItsLimitTakesNothingFromAnother() throws Exception {
        var flooding = fixture.caller(tenant(1, null), 1_000_000).client();
        var calm = fixture.caller(tenant(100, null), 1_000_000).client();
        flooding.ask(ASK);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> refused = () -> flooding.ask(ASK).status();
            for (var number = 0; number < 100; number++) {
                threads.submit(refused);
            }
            for (var number = 0; number < 20; number++) {
                assertThat(calm.ask(ASK).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aFloodOfRefusalsIsOneDecisionAndOneEvent() {
        var tenant = tenant(1, null);
        var client = fixture.caller(tenant, 1_000_000).client();
        for (var number = 0; number < 20; number++) {
            client.ask(ASK);
        }

        await().untilAsserted(
                        () ->
                                assertThat(
                                                events.after(
                                                        tenant, "tenant.limit_reached", 0, 10))
                                        .hasSize(1));
        var event = events.after(tenant, "tenant.limit_reached", 0, 10).getFirst();
        assertThat(event.data().toString()).contains("rate_limited", "tenant");
        assertThat(refusals(tenant)).isEqualTo(1);
    }

    @Test
    void eachLimitTellsOfItself() {
        var tenant = tenant(1_000, null);
        var one = fixture.caller(tenant, 1);
        var other = fixture.caller(tenant, 1);
        for (var number = 0; number < 3; number++) {
            one.client().ask(ASK);
            other.client().ask(ASK);
        }

        await().untilAsserted(() -> assertThat(refusals(tenant)).isEqualTo(2));
    }

    /** One that waits for its agent is in flight too. */
    @Test
    void holdsATenantToItsCallsInFlight() throws Exception {
        var tenant = tenant(1_000, 1);
        fixture.limited(tenant, "narrow", new AgentLimits(1, 1_000, Duration.ofSeconds(20), 0));
        var client = fixture.caller(tenant).client();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> waiting =
                    () -> client.ask("{'agent':'narrow','input':'x'}").status();
            Future<Integer> first;
            try (var _ = fixture.busy("narrow", tenant)) {
                first = threads.submit(waiting);
                await().until(() -> flight.of(tenant) == 1);

                var refusal = client.ask(ASK);

                assertThat(refusal.status()).isEqualTo(429);
                assertThat(refusal.json().path("code").asString()).isEqualTo("too_many_in_flight");
                assertThat(refusal.json().path("limit").asString())
                        .isEqualTo("tenant_concurrency");
                assertThat(refusal.json().path("concurrent").asInt()).isEqualTo(1);
                assertThat(refusal.header("Retry-After")).isEqualTo("1");
            }
            assertThat(first.get()).isEqualTo(200);
        }

        assertThat(flight.of(tenant)).isZero();
        assertThat(client.ask(ASK).status()).isEqualTo(200);
    }

    private LimitState charge(Actor person) {
        return callers.charge(person, OptionalInt.empty(), Trace.start().traceId());
    }

    private int refusals(TenantId tenant) {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM decision WHERE tenant_id = ? AND kind = 'REFUSAL'",
                Integer.class,
                Ids.bytes(tenant.value()));
    }

    private TenantId tenant(int perMinute, Integer concurrent) {
        var tenant = fixture.tenant(perMinute, concurrent);
        fixture.echo(tenant, "echo", 0);
        return tenant;
    }
}
