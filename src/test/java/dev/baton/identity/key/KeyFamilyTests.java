package dev.baton.identity.key;

import static dev.baton.tenant.Permission.AGENTS_READ;
import static dev.baton.tenant.Permission.KEYS_READ;
import static dev.baton.tenant.Permission.KEYS_WRITE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.LockWaits;
import dev.baton.RecordedStatements;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Keys that make keys: never wider ones, and they end together. */
@Tag("database")
@SpringBootTest
@Import(KeyFixture.class)
class KeyFamilyTests {

    private static final Set<Permission> SCOPES = Set.of(KEYS_READ, KEYS_WRITE, AGENTS_READ);

    @Autowired ApiKeys keys;
    @Autowired KeyFixture fixture;
    @Autowired KeyVerifier verifier;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;
    @Autowired LockWaits waits;

    private final Instant soon =
            Instant.now().plus(Duration.ofDays(5)).truncatedTo(ChronoUnit.SECONDS);
    private TenantId tenant;

    @BeforeEach
    void makeTenant() {
        tenant = fixture.tenant();
    }

    @Test
    void aLimitedKeyMintsNoUnlimitedOne() {
        var limited = limited(60, null);

        for (var wider : new Integer[] {null, 61}) {
            var refusal = refusal(wish(null, wider), limited);

            assertThat(refusal.fields())
                    .singleElement()
                    .satisfies(
                            field -> {
                                assertThat(field.field()).isEqualTo("requests_per_minute");
                                assertThat(field.code()).isEqualTo("beyond_own");
                                assertThat(field.message()).contains("60");
                            });
        }
        assertThat(made(wish(null, 60), limited).key().requestsPerMinute()).isEqualTo(60);
    }

    @Test
    void aKeyMintsNoneThatOutlivesIt() {
        var shortlived = limited(null, soon);

        var refusal = refusal(wish(soon.plusSeconds(1), null), shortlived);

        assertThat(refusal.fields())
                .singleElement()
                .satisfies(
                        field -> {
                            assertThat(field.field()).isEqualTo("expires_at");
                            assertThat(field.code()).isEqualTo("beyond_own");
                            assertThat(field.message()).contains(soon.toString());
                        });
        assertThat(made(wish(null, null), shortlived).key().expiresAt()).isEqualTo(soon);
    }

    @Test
    void aKeyRotatesNoWiderOneIntoItsHands() {
        var limited = limited(60, soon);
        var unlimited = limited(null, null);

        var refusal =
                catchThrowableOfType(
                        KeyRefused.class,
                        () -> keys.rotate(unlimited.key().id(), Duration.ZERO, actor(limited)));

        assertThat(refusal.fields())
                .extracting(field -> field.field())
                .containsExactly("expires_at", "requests_per_minute");
        assertThat(find(unlimited).successor()).isNull();
    }

    @Test
    void peopleMayMakeWhatTheyLike() {
        assertThat(keys.issue(tenant, wish(null, null), owner()).key().parent()).isNull();
    }

    @Test
    void endsWithAllThatItMade() {
        var root = limited(60, null);
        var child = made(wish(null, 30), root);
        var grandchild = made(wish(null, 30), child);
        var stranger = limited(60, null);
        verifier.verify(grandchild.token(), () -> {});
        assertThat(find(grandchild).parent()).isEqualTo(child.key().id().value());
        assertThat(find(grandchild).parentName()).isEqualTo("Shop");
        assertThat(keys.dependants(root.key().id(), owner())).isEqualTo(2);

        keys.revoke(root.key().id(), owner());

        for (var ended : List.of(root, child, grandchild)) {
            assertThatExceptionOfType(InvalidApiKey.class)
                    .isThrownBy(() -> verifier.verify(ended.token(), () -> {}));
            assertThat(find(ended).revokedBy()).isEqualTo("olga@acme.example");
            assertThat(revocationsTold(ended)).isEqualTo(1);
        }
        assertThat(verifier.verify(stranger.token(), () -> {})).isNotNull();
        assertThat(keys.dependants(root.key().id(), owner())).isZero();
    }

    @Test
    void readsALargeFamilyAsOftenAsASmallOne() {
        assertThat(readsToRevokeWithChildren(6)).isEqualTo(readsToRevokeWithChildren(1));
    }

    private long readsToRevokeWithChildren(int children) {
        var root = limited(60, null);
        for (var child = 0; child < children; child++) {
            made(wish(null, 60), root);
        }
        return RecordedStatements.during(() -> keys.revoke(root.key().id(), owner())).stream()
                .filter(it -> it.sql().strip().toLowerCase(Locale.ROOT).startsWith("select"))
                .filter(it -> it.sql().contains("api_key"))
                .count();
    }

    @Test
    void leavesItsMakerAlone() {
        var root = limited(60, null);
        var child = made(wish(null, 30), root);

        keys.revoke(child.key().id(), owner());

        assertThat(verifier.verify(root.token(), () -> {})).isNotNull();
    }

    @Test
    void passesItsPlaceAndItsChildrenToItsSuccessor() {
        var root = limited(60, null);
        var middle = made(wish(null, 60), root);
        var child = made(wish(null, 60), middle);

        var heir = keys.rotate(middle.key().id(), Duration.ZERO, actor(middle));

        assertThat(verifier.verify(child.token(), () -> {})).isNotNull();
        assertThat(find(child).parent()).isEqualTo(heir.key().id().value());
        assertThat(heir.key().parent()).isEqualTo(root.key().id().value());
        keys.revoke(root.key().id(), owner());
        for (var ended : List.of(heir, child)) {
            assertThatExceptionOfType(InvalidApiKey.class)
                    .isThrownBy(() -> verifier.verify(ended.token(), () -> {}));
        }
    }

    @Test
    void isRevokedWithTheKeyThatRotatedIt() {
        var helper = limited(60, null);
        var old = limited(60, helper.key().expiresAt());

        var heir = keys.rotate(old.key().id(), Duration.ofHours(1), actor(helper));
        keys.revoke(helper.key().id(), owner());

        assertThatExceptionOfType(InvalidApiKey.class)
                .isThrownBy(() -> verifier.verify(heir.token(), () -> {}));
        assertThat(verifier.verify(old.token(), () -> {})).isNotNull();
    }

    @Test
    void isTakenOverByThePersonWhoRotatesIt() {
        var root = limited(60, null);
        var child = made(wish(null, 60), root);

        var heir = keys.rotate(child.key().id(), Duration.ZERO, owner());
        keys.revoke(root.key().id(), owner());

        assertThat(heir.key().parent()).isNull();
        assertThat(verifier.verify(heir.token(), () -> {})).isNotNull();
    }

    @Test
    void twoKeysThatRotateEachOtherEndTogether() {
        var root = limited(60, null);
        var child = made(wish(root.key().expiresAt(), 60), root);

        var heir = keys.rotate(root.key().id(), Duration.ZERO, actor(child));
        keys.revoke(child.key().id(), owner());

        assertThatExceptionOfType(InvalidApiKey.class)
                .isThrownBy(() -> verifier.verify(heir.token(), () -> {}));
    }

    @Test
    void noKeyLeavesItsMakersFamilyByRotatingTheOneBetween() {
        var stolen = limited(60, null);
        var middle = made(wish(null, 60), stolen);
        var sibling = made(wish(null, 60), middle);
        var last = made(wish(null, 60), middle);

        var heir = keys.rotate(middle.key().id(), Duration.ZERO, actor(last));

        assertThat(heir.key().parent()).isEqualTo(last.key().id().value());
        assertThat(find(last).parent()).isEqualTo(middle.key().id().value());
        assertThat(keys.dependants(stolen.key().id(), owner())).isEqualTo(3);
        keys.revoke(stolen.key().id(), owner());
        for (var ended : List.of(middle, sibling, last, heir)) {
            assertThatExceptionOfType(InvalidApiKey.class)
                    .isThrownBy(() -> verifier.verify(ended.token(), () -> {}));
        }
    }

    @Test
    void aRevokedKeyMakesNothingMore() {
        var root = limited(60, null);
        keys.revoke(root.key().id(), owner());

        assertThatExceptionOfType(InvalidApiKey.class)
                .isThrownBy(() -> made(wish(null, 1), root));
    }

    /** Whichever comes first: the new key is refused, or it is revoked with its maker. */
    @Test
    void noChildSurvivesItsMakersRevocation() throws Exception {
        for (var round = 0; round < 5; round++) {
            var root = limited(60, null);
            List<Callable<Void>> both =
                    List.of(
                            () -> {
                                for (var child = 0; child < 5; child++) {
                                    try {
                                        made(wish(null, 1), root);
                                    } catch (InvalidApiKey tooLate) {
                                        return null;
                                    }
                                }
                                return null;
                            },
                            () -> {
                                keys.revoke(root.key().id(), owner());
                                return null;
                            });

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var done : threads.invokeAll(both)) {
                    done.get();
                }
            }

            assertThat(keys.dependants(root.key().id(), owner())).isZero();
        }
    }

    /** The database ends one of two that wait for each other: here the one that has changed less. */
    @Test
    void isRevokedAllTheSameWhenADeadlockIsLost() {
        var root = limited(60, null);
        var child = made(wish(null, 60), root);
        for (var other = 0; other < 20; other++) {
            made(wish(null, 1), limited(60, null));
        }

        var revoked =
                transactions.execute(
                        _ -> {
                            touch("id <> ?", root);
                            var done =
                                    CompletableFuture.runAsync(
                                            () -> keys.revoke(root.key().id(), owner()),
                                            Thread::startVirtualThread);
                            waits.awaitOne("api_key");
                            touch("id = ?", root);
                            return done;
                        });

        assertThat(revoked).succeedsWithin(10, TimeUnit.SECONDS);
        assertThatExceptionOfType(InvalidApiKey.class)
                .isThrownBy(() -> verifier.verify(child.token(), () -> {}));
    }

    private void touch(String which, IssuedKey key) {
        jdbc.sql("UPDATE api_key SET last_used_ip = '10.9.9.9' WHERE tenant_id = ? AND " + which)
                .param(Ids.bytes(tenant.value()))
                .param(Ids.bytes(key.key().id().value()))
                .update();
    }

    private IssuedKey limited(@Nullable Integer rate, @Nullable Instant expiresAt) {
        return keys.issue(tenant, wish(expiresAt, rate), owner());
    }

    private IssuedKey made(NewKey wish, IssuedKey maker) {
        return keys.issue(tenant, wish, actor(maker));
    }

    private KeyRefused refusal(NewKey wish, IssuedKey maker) {
        return catchThrowableOfType(KeyRefused.class, () -> made(wish, maker));
    }

    private KeyView find(IssuedKey issued) {
        return keys.find(issued.key().id(), owner());
    }

    private long revocationsTold(IssuedKey issued) {
        return jdbc.sql(
                        """
                        SELECT SUM(n) FROM (
                            SELECT COUNT(*) AS n FROM event_outbox
                            WHERE subject = :key AND type = 'key.revoked'
                            UNION ALL
                            SELECT COUNT(*) FROM event
                            WHERE subject = :key AND type = 'key.revoked') told
                        """)
                .param("key", Ids.bytes(issued.key().id().value()))
                .query(Long.class)
                .single();
    }

    private Actor owner() {
        return KeyFixture.owner(tenant);
    }

    private static Actor actor(IssuedKey key) {
        var view = key.key();
        return Actor.key(view.id().tenant(), view.id().value(), view.name(), view.scopes());
    }

    private static NewKey wish(@Nullable Instant expiresAt, @Nullable Integer rate) {
        var wire = KeyFixture.wire(SCOPES.toArray(Permission[]::new));
        return new NewKey("Shop", wire, expiresAt, rate);
    }
}
