package dev.baton.identity.key;

import static dev.baton.tenant.Permission.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.FeedPulse;
import dev.baton.platform.Ids;
import dev.baton.platform.cache.Caches;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
@Import(KeyFixture.class)
class ApiKeysTests {

    @Autowired ApiKeys keys;
    @Autowired KeyFixture fixture;
    @Autowired KeyTokens tokens;
    @Autowired KeyTable table;
    @Autowired KeyVerifier verifier;
    @Autowired SigningKeys signingKeys;
    @Autowired TenantDirectory tenants;
    @Autowired JdbcClient jdbc;
    @Autowired EventLog events;

    private TenantId tenant;

    @BeforeEach
    void makeTenant() {
        tenant = fixture.tenant();
    }

    @Test
    void actsWithTheScopesOfItsRow() {
        var issued = fixture.key(tenant, AGENTS_READ, MESSAGES_WRITE);

        var caller = verifier.verify(issued.token(), () -> {});

        assertThat(caller.actor().tenant()).isEqualTo(tenant);
        assertThat(caller.actor().kind()).isEqualTo(Actor.Kind.KEY);
        assertThat(caller.actor().id()).isEqualTo(issued.key().id().value());
        assertThat(caller.actor().permissions())
                .containsExactlyInAnyOrder(AGENTS_READ, MESSAGES_WRITE);
    }

    @Test
    void livesNinetyDaysUnlessAsked() {
        var key = fixture.key(tenant, AGENTS_READ).key();

        assertThat(Duration.between(key.createdAt(), key.expiresAt()).plusSeconds(1).toDays())
                .isEqualTo(90);
    }

    @Test
    void mayNeverDoMoreThanItsMaker() {
        var maker =
                Actor.account(
                        tenant, Ids.next(), "ed@acme.example", Set.of(KEYS_WRITE, AGENTS_READ));

        var refusal = refusal(wish(AGENTS_READ, AGENTS_WRITE), maker);

        assertThat(refusal.fields())
                .singleElement()
                .satisfies(
                        field -> {
                            assertThat(field.field()).isEqualTo("scopes");
                            assertThat(field.code()).isEqualTo("scope_not_held");
                            assertThat(field.message()).contains("agents:write");
                        });
    }

    @Test
    void mayNotReachBeyondItsTenantEvenWhenAnOperatorMakesIt() {
        var operatorInTenant =
                Actor.account(
                        tenant,
                        Ids.next(),
                        "operator@platform.example",
                        KeyFixture.OPERATOR.permissions());

        var refusal = refusal(wish(AGENTS_READ, TENANTS_WRITE), operatorInTenant);

        assertThat(refusal.fields())
                .singleElement()
                .extracting(FieldProblem::code)
                .isEqualTo("platform_scope");
    }

    @Test
    void namesEverythingThatIsWrong() {
        var now = Instant.now();
        var owner = KeyFixture.owner(tenant);

        assertThat(
                        refusal(
                                        new NewKey(
                                                " ", Set.of("agents:fly"), now.minusSeconds(5), 0),
                                        owner)
                                .fields())
                .extracting(FieldProblem::field, FieldProblem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("name", "required"),
                        org.assertj.core.groups.Tuple.tuple("scopes", "unknown_scope"),
                        org.assertj.core.groups.Tuple.tuple("expires_at", "in_the_past"),
                        org.assertj.core.groups.Tuple.tuple("requests_per_minute", "out_of_range"));
        assertThat(
                        refusal(
                                        new NewKey(
                                                "x".repeat(81),
                                                Set.of(),
                                                now.plus(Duration.ofDays(400)),
                                                null),
                                        owner)
                                .fields())
                .extracting(FieldProblem::code)
                .containsExactly("too_long", "required", "too_far");
    }

    @Test
    void keepsNoTokenAnywhere() {
        var issued = fixture.key(tenant, AGENTS_READ);

        var row =
                jdbc.sql("SELECT * FROM api_key WHERE id = ?")
                        .param(Ids.bytes(issued.key().id().value()))
                        .query()
                        .singleRow();

        assertThat(row.values().toString()).doesNotContain(issued.token().substring(12, 40));
        assertThat(issued.toString()).doesNotContain(issued.token().substring(12, 40));
        assertThat(issued.key().prefix()).isEqualTo(issued.token().substring(0, 8));
        assertThat(issued.token()).endsWith(issued.key().lastFour());
    }

    @Test
    void holdsNowhereOnceRevoked() {
        var issued = fixture.key(tenant, AGENTS_READ);
        verifier.verify(issued.token(), () -> {});

        keys.revoke(issued.key().id(), KeyFixture.owner(tenant));
        keys.revoke(issued.key().id(), KeyFixture.owner(tenant));

        assertThatThrownBy(() -> verifier.verify(issued.token(), () -> {}))
                .isInstanceOf(InvalidApiKey.class);
        var view = keys.find(issued.key().id(), KeyFixture.owner(tenant));
        assertThat(view.state()).isEqualTo(KeyState.REVOKED);
        assertThat(view.revokedBy()).isEqualTo("olga@acme.example");
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT type FROM event_outbox WHERE subject = :key
                                        UNION ALL SELECT type FROM event WHERE subject = :key
                                        """)
                                .param("key", Ids.bytes(issued.key().id().value()))
                                .query(String.class)
                                .list())
                .containsOnlyOnce("key.created", "key.revoked");
    }

    @Test
    void aRotatedKeyHoldsForItsGraceAndEndsByItselfEverywhere() {
        var old = fixture.key(tenant, AGENTS_READ, MESSAGES_WRITE);
        var other = new OtherInstance();
        other.verifier.verify(old.token(), () -> {});

        var heir =
                keys.rotate(old.key().id(), Duration.ofHours(1), KeyFixture.owner(tenant));

        assertThat(heir.key().name()).isEqualTo(old.key().name());
        assertThat(heir.key().scopes()).isEqualTo(old.key().scopes());
        assertThat(heir.key().expiresAt()).isEqualTo(old.key().expiresAt());
        other.hearsOfRevocation();
        other.passes(Duration.ofMinutes(58));
        assertThat(other.verifier.verify(old.token(), () -> {})).isNotNull();
        other.passes(Duration.ofMinutes(3));
        assertThatThrownBy(() -> other.verifier.verify(old.token(), () -> {}))
                .isInstanceOf(InvalidApiKey.class);
        assertThat(other.verifier.verify(heir.token(), () -> {})).isNotNull();
        var view = keys.find(old.key().id(), KeyFixture.owner(tenant));
        assertThat(view.successor()).isEqualTo(heir.key().id().value());
        assertThat(view.isEnding()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key.revoked", "key.rotated"})
    void anotherInstanceChecksAnewWhenAKeyEndsEarlier(String type) {
        var heard = new Revocations();
        var id = Ids.next();

        new KeyNews(events, heard)
                .on(List.of(new Event(tenant, id, 1, 1, type, id, "{}", Instant.now(), null)));

        assertThat(heard.count(tenant)).isEqualTo(1);
    }

    @Test
    void aGraceNeverLengthensAKeysLife() {
        var soon = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        var old =
                keys.issue(
                        tenant, KeyFixture.wish(soon, AGENTS_READ), KeyFixture.owner(tenant));

        keys.rotate(old.key().id(), Duration.ofDays(7), KeyFixture.owner(tenant));

        assertThat(keys.find(old.key().id(), KeyFixture.owner(tenant)).expiresAt())
                .isEqualTo(soon);
    }

    @Test
    void findsKeysByPartOfTheirName() {
        var issued = fixture.key(tenant, AGENTS_READ);
        fixture.key(fixture.tenant(), AGENTS_READ);

        assertThat(keys.named(tenant, "b SHO", 8, KeyFixture.owner(tenant)))
                .singleElement()
                .satisfies(key -> assertThat(key.id()).isEqualTo(issued.key().id()));
        assertThat(keys.named(tenant, "%", 8, KeyFixture.owner(tenant))).isEmpty();
    }

    @Test
    void anotherInstanceRefusesItAsSoonAsItHears() {
        var issued = fixture.key(tenant, AGENTS_READ);
        var other = new OtherInstance();
        other.verifier.verify(issued.token(), () -> {});
        keys.revoke(issued.key().id(), KeyFixture.owner(tenant));
        assertThat(other.verifier.verify(issued.token(), () -> {})).isNotNull();

        other.hearsOfRevocation();

        assertThatThrownBy(() -> other.verifier.verify(issued.token(), () -> {}))
                .isInstanceOf(InvalidApiKey.class);
    }

    @Test
    void anotherInstanceThatHearsNothingLooksEverySecond() {
        var issued = fixture.key(tenant, AGENTS_READ);
        var other = new OtherInstance();
        other.silence = Duration.ofSeconds(1);
        other.verifier.verify(issued.token(), () -> {});
        keys.revoke(issued.key().id(), KeyFixture.owner(tenant));

        other.passes(Duration.ofSeconds(1));

        assertThatThrownBy(() -> other.verifier.verify(issued.token(), () -> {}))
                .isInstanceOf(InvalidApiKey.class);
    }

    @Test
    void endsToTheSecondWithoutBeingReadAgain() {
        var issued =
                keys.issue(
                        tenant,
                        KeyFixture.wish(Instant.now().plusSeconds(4), AGENTS_READ),
                        KeyFixture.owner(tenant));
        var other = new OtherInstance();
        other.verifier.verify(issued.token(), () -> {});

        other.passes(Duration.ofSeconds(4));

        assertThatThrownBy(() -> other.verifier.verify(issued.token(), () -> {}))
                .isInstanceOf(InvalidApiKey.class);
    }

    @Test
    void isRefusedWhileItsTenantIsSuspended() {
        var issued = fixture.key(tenant, AGENTS_READ);
        verifier.verify(issued.token(), () -> {});

        tenants.suspend(tenant, KeyFixture.OPERATOR);
        assertThatThrownBy(() -> verifier.verify(issued.token(), () -> {}))
                .isInstanceOf(TenantSuspended.class);

        tenants.resume(tenant, KeyFixture.OPERATOR);
        assertThat(verifier.verify(issued.token(), () -> {})).isNotNull();
    }

    @Test
    void outlivesTheKeyThatSignedIt() {
        var old = fixture.key(tenant, AGENTS_READ);
        var oldSigner = signingKeys.active().id();

        var newSigner = signingKeys.rotate(KeyFixture.OPERATOR).id();

        assertThat(signingKeys.active().id()).isEqualTo(newSigner).isNotEqualTo(oldSigner);
        assertThat(new OtherInstance().verifier.verify(old.token(), () -> {})).isNotNull();
        var young = fixture.key(tenant, AGENTS_READ);
        assertThat(verifier.verify(young.token(), () -> {})).isNotNull();
        assertThat(signingKeys.published())
                .extracting(PublishedKey::id)
                .contains(oldSigner, newSigner);
        assertThat(signingKeys.list(KeyFixture.OPERATOR))
                .filteredOn(it -> it.status() == SigningKeyView.Status.ACTIVE)
                .extracting(SigningKeyView::id)
                .containsExactly(newSigner);
    }

    @Test
    void onlyOperatorsRotate() {
        assertThatThrownBy(() -> signingKeys.rotate(KeyFixture.owner(tenant)))
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void writesDownItsUseOnceAMinute() {
        var issued = fixture.key(tenant, AGENTS_READ);
        var now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
        var uses = new KeyUses(table, clock(now));

        uses.note(issued.key().id(), "192.0.2.1");
        uses.writeDue();
        now.set(now.get().plusSeconds(30));
        uses.note(issued.key().id(), "192.0.2.2");
        uses.writeDue();
        assertThat(find(issued).lastUsedIp()).isEqualTo("192.0.2.1");

        now.set(now.get().plusSeconds(31));
        uses.writeDue();
        assertThat(find(issued).lastUsedIp()).isEqualTo("192.0.2.2");
        assertThat(find(issued).lastUsedAt()).isEqualTo("2026-11-20T12:00:30Z");
    }

    @Test
    void listsOwnKeysOnlyPageByPage() {
        var first = fixture.key(tenant, AGENTS_READ).key().id();
        var second = fixture.key(tenant, AGENTS_READ).key().id();
        var third = fixture.key(tenant, AGENTS_READ).key().id();
        fixture.key(fixture.tenant(), AGENTS_READ);
        keys.revoke(second, KeyFixture.owner(tenant));

        assertThat(pages(null)).containsExactly(third, second, first);
        assertThat(pages(KeyState.ACTIVE)).containsExactly(third, first);
        assertThat(pages(KeyState.REVOKED)).containsExactly(second);
        assertThat(pages(KeyState.EXPIRED)).isEmpty();
    }

    @Test
    void isNotFoundByAnotherTenant() {
        var foreign = fixture.key(fixture.tenant(), AGENTS_READ).key().id();
        var owner = KeyFixture.owner(tenant);

        assertThatThrownBy(() -> keys.find(foreign, owner)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> keys.revoke(foreign, owner)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> keys.find(new ApiKeyId(tenant, foreign.value()), owner))
                .isInstanceOf(KeyNotFound.class);
    }

    private KeyView find(IssuedKey issued) {
        return keys.find(issued.key().id(), KeyFixture.owner(tenant));
    }

    private List<ApiKeyId> pages(@Nullable KeyState state) {
        var found = new ArrayList<ApiKeyId>();
        String after = null;
        do {
            var page = keys.list(tenant, KeyFilter.of(state), null, after, 1, KeyFixture.owner(tenant));
            page.data().forEach(key -> found.add(key.id()));
            after = page.nextCursor();
        } while (after != null);
        return found;
    }

    private KeyRefused refusal(NewKey wish, Actor by) {
        return catchThrowableOfType(KeyRefused.class, () -> keys.issue(tenant, wish, by));
    }

    private static NewKey wish(Permission... scopes) {
        return KeyFixture.wish(null, scopes);
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }

    /** A second instance on the same database, with caches, clock and hearing of its own. */
    private final class OtherInstance {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        private final Revocations revocations = new Revocations();
        private Duration silence = Duration.ZERO;
        private final FeedPulse pulse = () -> silence;
        private final KeyVerifier verifier =
                new KeyVerifier(
                        tokens,
                        table,
                        new Freshness(pulse),
                        revocations,
                        tenants,
                        clock(now),
                        new Caches(new SimpleMeterRegistry()));

        void passes(Duration time) {
            now.set(now.get().plus(time));
        }

        void hearsOfRevocation() {
            revocations.add(tenant);
        }
    }
}
