package dev.baton.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Nobody decides about more than they may, whichever way they try. */
@Tag("database")
@SpringBootTest
class AmountLimitTests {

    @Autowired private Approvals approvals;
    @Autowired private ApprovalChanges changes;
    @Autowired private ApprovalInbox inbox;
    @Autowired private ApprovalFixture fixture;
    @Autowired private ApiKeys keys;
    @Autowired private TestPeople people;

    private TenantId tenant;
    private Actor owner;
    private Actor editor;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
        owner = people.person(tenant, Role.TENANT_OWNER).actor();
        editor = people.person(tenant, Role.EDITOR).actor();
    }

    @Test
    void decidesUpToTheLimitAndNotAbove() {
        var within = ask(500);
        var above = ask(500.01);

        assertThat(mine(editor)).contains(within).doesNotContain(above);
        assertThat(mine(owner)).contains(within, above);
        assertThat(approve(within, editor).status()).isEqualTo(ApprovalStatus.APPROVED);
        for (var verdict : Verdict.values()) {
            assertThatThrownBy(() -> decide(above, verdict, editor))
                    .isInstanceOfSatisfying(
                            AboveLimit.class,
                            refused -> {
                                assertThat(refused.status()).isEqualTo(403);
                                assertThat(refused.code()).isEqualTo("approval_above_limit");
                                assertThat(refused)
                                        .hasMessage(
                                                "The amount, 500.01 EUR, is above your limit of 500"
                                                        + " EUR. Who may decide: tenant_owner.");
                                assertThat(refused.extensions())
                                        .isEqualTo(
                                                Map.of(
                                                        "amount",
                                                        new BigDecimal("500.01"),
                                                        "limit",
                                                        new BigDecimal("500"),
                                                        "unit",
                                                        "EUR"));
                            });
        }
        assertThat(approve(above, owner).status()).isEqualTo(ApprovalStatus.APPROVED);
    }

    @Test
    void isSeenByWhoMayNotDecideAboutSoMuch() {
        var above = ask(82_000);

        assertThat(inbox.open(tenant, null, Page.MAX_LIMIT).data())
                .extracting(Approval::id)
                .contains(above);
        var card = inbox.card(editor, approvals.get(above));
        assertThat(card.waits()).isFalse();
        assertThat(card.limit()).isEqualTo(new BigDecimal("500"));
        assertThat(card.approval().amount()).isEqualTo(Amount.of(82_000L, "EUR"));
        assertThat(inbox.card(owner, approvals.get(above)).limit()).isNull();
    }

    @Test
    void decidesNothingAboveTheLimitByAKey() {
        var admin = people.person(tenant, Role.TENANT_ADMIN).actor();
        var roles = Set.of(Role.TENANT_ADMIN, Role.TENANT_OWNER);
        var above = ask(501, terms(roles, Set.of(), Map.of("tenant_admin", 500L)));
        var scopes = Set.of(Permission.APPROVALS_WRITE.wire());
        var made = keys.issue(tenant, new NewKey("Key", scopes, null, null), admin).key();
        var key = Actor.key(tenant, made.id().value(), "Key", Set.of(Permission.APPROVALS_WRITE));

        assertThatThrownBy(() -> approve(above, key)).isInstanceOf(AboveLimit.class);
    }

    @Test
    void hasTheHighestLimitOfWhatTheyAreAskedAs() {
        var terms =
                terms(
                        Set.of(Role.EDITOR, Role.TENANT_OWNER),
                        Set.of(editor.name()),
                        Map.of("editor", 500L, editor.name().toUpperCase(Locale.ROOT), 1_000L));

        assertThat(approve(ask(1_000, terms), editor).status()).isEqualTo(ApprovalStatus.APPROVED);
        assertThatThrownBy(() -> approve(ask(1_001, terms), editor))
                .isInstanceOfSatisfying(
                        AboveLimit.class,
                        refused ->
                                assertThat(refused.extensions())
                                        .containsEntry("limit", new BigDecimal("1000")));
    }

    @Test
    void changesNothingToMoreThanTheLimit() {
        var id = ask(400);
        var wanted = new ApprovalChange("{\"amount\":501}", hash(id), null, "");

        assertThatThrownBy(() -> changes.preview(id, wanted, editor))
                .isInstanceOf(AboveLimit.class);
        assertThatThrownBy(() -> changes.approve(id, wanted, editor))
                .isInstanceOf(AboveLimit.class);
        assertThat(approvals.get(id).isOpen()).isTrue();

        var changed = changes.approve(id, wanted, owner);
        assertThat(changed.status()).isEqualTo(ApprovalStatus.APPROVED);
        assertThat(approvals.get(changed.id()).amount()).isEqualTo(Amount.of(501L, "EUR"));
    }

    @Test
    void changesNothingThatIsMoreThanTheLimitToLess() {
        var id = ask(501);
        var wanted = new ApprovalChange("{\"amount\":499}", hash(id), null, "");

        assertThatThrownBy(() -> changes.approve(id, wanted, editor))
                .isInstanceOf(AboveLimit.class);
    }

    @Test
    void changesWithinTheLimit() {
        var id = ask(400);
        var wanted = new ApprovalChange("{\"amount\":499.5}", hash(id), null, "");

        assertThat(changes.preview(id, wanted, editor).amount()).isEqualTo(Amount.of(499.5, "EUR"));
        assertThat(changes.approve(id, wanted, editor).status()).isEqualTo(ApprovalStatus.APPROVED);
    }

    @Test
    void asksThoseAgainWhoMayDecideAboutWhatItWasChangedTo() {
        var terms =
                new ApprovalTerms(
                        Set.of(Role.EDITOR, Role.TENANT_OWNER),
                        Set.of(),
                        2,
                        false,
                        null,
                        null,
                        null,
                        Map.of("editor", new BigDecimal("500")));
        var id = ask(400, terms);
        assertThat(approve(id, editor).isOpen()).isTrue();

        var wanted = new ApprovalChange("{\"amount\":5000}", hash(id), null, "");
        var changed = changes.approve(id, wanted, owner).id();

        assertThat(mine(editor)).doesNotContain(changed);
        assertThatThrownBy(() -> approve(changed, editor)).isInstanceOf(AboveLimit.class);
        var other = people.person(tenant, Role.TENANT_OWNER).actor();
        assertThat(approve(changed, other).status()).isEqualTo(ApprovalStatus.APPROVED);
    }

    @Test
    void hasTheLimitOfWhomTheyStandInFor() {
        var away = people.person(tenant, Role.EDITOR).actor();
        fixture.handOver(away, editor.name());
        var terms = terms(Set.of(), Set.of(away.name(), owner.name()), Map.of(away.name(), 500L));

        var within = ask(500, terms);
        assertThat(mine(editor)).contains(within);
        assertThat(approve(within, editor).status()).isEqualTo(ApprovalStatus.APPROVED);
        var above = ask(501, terms);
        assertThat(mine(editor)).doesNotContain(above);
        assertThatThrownBy(() -> approve(above, editor)).isInstanceOf(NotToDecide.class);
        var more = new ApprovalChange("{\"amount\":501}", hash(ask(1, terms)), null, "");
        var little = ask(1, terms);
        assertThatThrownBy(() -> changes.approve(little, more, editor))
                .isInstanceOf(AboveLimit.class);
    }

    @Test
    void needsSomebodyWithoutALimitAndAnAmountToLimit() {
        assertThatThrownBy(() -> ask(1, terms(Set.of(Role.EDITOR), Set.of(), Map.of("editor", 1L))))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageContaining("up_to");
        assertThatThrownBy(
                        () ->
                                fixture.ask(
                                        owner,
                                        "Refund",
                                        terms(
                                                Set.of(Role.EDITOR, Role.TENANT_OWNER),
                                                Set.of(),
                                                Map.of("editor", 1L))))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageContaining("up_to");
    }

    private ApprovalId ask(double amount) {
        return fixture.askAmount(owner, amount);
    }

    private ApprovalId ask(double amount, ApprovalTerms terms) {
        return fixture.ask(ApprovalFixture.counted(owner, amount, terms));
    }

    private static ApprovalTerms terms(
            Set<Role> roles, Set<String> people, Map<String, Long> upTo) {
        return ApprovalFixture.limited(roles, people, upTo);
    }

    private List<ApprovalId> mine(Actor who) {
        return inbox.waitingFor(who, Asked.ANYHOW, null, Page.MAX_LIMIT).data().stream()
                .map(Approval::id)
                .toList();
    }

    private Approval approve(ApprovalId id, Actor who) {
        return decide(id, Verdict.APPROVE, who);
    }

    private Approval decide(ApprovalId id, Verdict verdict, Actor who) {
        return approvals.decide(id, verdict, hash(id), "", who);
    }

    private String hash(ApprovalId id) {
        return approvals.get(id).actionHash();
    }
}
