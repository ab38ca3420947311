package dev.baton.approval;

import static dev.baton.approval.ApprovalStatus.APPROVED;
import static dev.baton.approval.ApprovalStatus.EXPIRED;
import static dev.baton.approval.ApprovalStatus.OPEN;
import static dev.baton.approval.ApprovalStatus.REJECTED;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.Ids;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

class ApprovalTests {

    private static final TenantId TENANT = new TenantId(Ids.next());
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final UUID ANA = Ids.next();

    @Test
    void isApprovedByOneYesWhereOneIsNeeded() {
        var after = approval(terms(1)).after(Verdict.APPROVE, NOW);

        assertThat(after.status()).isEqualTo(APPROVED);
        assertThat(after.endedAt()).isEqualTo(NOW);
    }

    @Test
    void needsTwoWhereTwoMustAgree() {
        var once = approval(terms(2)).after(Verdict.APPROVE, NOW);
        var twice = once.after(Verdict.APPROVE, NOW);

        assertThat(once.status()).isEqualTo(OPEN);
        assertThat(twice.status()).isEqualTo(APPROVED);
        assertThat(twice.approvals()).isEqualTo(2);
    }

    @Test
    void isRejectedByOneNo() {
        var once = approval(terms(2)).after(Verdict.APPROVE, NOW);

        assertThat(once.after(Verdict.REJECT, NOW).status()).isEqualTo(REJECTED);
    }

    @Test
    void isDecidedByWhoIsNamedOrHasTheRole() {
        var terms =
                new ApprovalTerms(
                        Set.of(Role.OPERATOR), Set.of("bo@example.org"), 1, false, null, null);
        var approval = approval(terms);

        assertThat(approval.objectionTo(person("ana@example.org", Role.OPERATOR))).isEmpty();
        assertThat(approval.objectionTo(person("bo@example.org", Role.EDITOR))).isEmpty();
        // More power is not the same as being asked.
        assertThat(approval.objectionTo(person("ana@example.org", Role.TENANT_OWNER)))
                .contains(Approval.Objection.NOT_ASKED);
    }

    @Test
    void isNotDecidedByWhoAskedWhereThatIsRuledOut() {
        var terms = new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), 1, true, null, null);

        assertThat(approval(terms).objectionTo(person("ana@example.org", Role.TENANT_OWNER)))
                .contains(Approval.Objection.OWN_REQUEST);
        assertThat(approval(terms(1)).objectionTo(person("ana@example.org", Role.TENANT_OWNER)))
                .isEmpty();
    }

    @Test
    void isOverAtItsDeadlineAndNotBefore() {
        var approval = approval(within(null));

        assertThat(approval.at(NOW.plus(HOUR).minusMillis(1))).isSameAs(approval);
        assertThat(approval.at(NOW.plus(HOUR)).status()).isEqualTo(EXPIRED);
    }

    @Test
    void asksAnotherRoleOnceItsDeadlineHasPassedAndIsOverAfterASecondOne() {
        var approval = approval(within(Role.TENANT_ADMIN));
        var admin = person("bo@example.org", Role.TENANT_ADMIN);
        assertThat(approval.objectionTo(admin)).contains(Approval.Objection.NOT_ASKED);

        var late = NOW.plus(HOUR).plusSeconds(5);
        var escalated = approval.at(late);

        assertThat(escalated.status()).isEqualTo(OPEN);
        assertThat(escalated.objectionTo(admin)).isEmpty();
        assertThat(escalated.objectionTo(person("ana@example.org", Role.TENANT_OWNER))).isEmpty();
        assertThat(escalated.expiresAt()).isEqualTo(late.plus(HOUR));
        assertThat(escalated.at(late.plus(HOUR)).status()).isEqualTo(EXPIRED);
    }

    @Test
    void staysOpenWithoutADeadline() {
        var approval = approval(terms(1));

        assertThat(approval.at(NOW.plus(Duration.ofDays(9_999)))).isSameAs(approval);
    }

    @Test
    void needsSomebodyWhoMayDecide() {
        var nobody = new ApprovalTerms(Set.of(), Set.of(), 1, false, null, null);

        assertThatThrownBy(() -> ApprovalRules.check(wanted(nobody, null)))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageContaining("roles");
    }

    @Test
    void asksNoRoleThatMayDecideNothing() {
        var viewers =
                new ApprovalTerms(Set.of(Role.VIEWER), Set.of(), 1, false, HOUR, Role.AUDITOR);

        assertThatThrownBy(() -> ApprovalRules.check(wanted(viewers, null)))
                .isInstanceOfSatisfying(
                        ApprovalRefused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(FieldProblem::field)
                                        .containsExactly("roles", "escalation_role"));
    }

    @Test
    void namesEveryFieldThatIsOverItsLimit() {
        var wrong =
                new ApprovalTerms(
                        Set.of(),
                        Set.of("nobody"),
                        3,
                        false,
                        Duration.ofDays(400),
                        Role.TENANT_OWNER);

        assertThatThrownBy(() -> ApprovalRules.check(wanted(wrong, null)))
                .isInstanceOfSatisfying(
                        ApprovalRefused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(FieldProblem::field)
                                        .containsExactly("people", "approvals", "deadline"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/\\evil.example", "runs"})
    void leadsNowhereOutsideTheConsole(String link) {
        assertThatThrownBy(() -> ApprovalRules.check(wanted(terms(1), link)))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageContaining("origin.link");
    }

    private static ApprovalTerms terms(int approvals) {
        return new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), approvals, false, null, null);
    }

    private static ApprovalTerms within(Role escalation) {
        return ApprovalFixture.byOwnersWithin(HOUR, escalation);
    }

    private static Approver person(String email, Role role) {
        return new Approver(ANA, email, Set.of(role), null);
    }

    private static Approval approval(ApprovalTerms terms) {
        var requester = new Requester(Actor.Kind.ACCOUNT, ANA, "ana@example.org", ANA);
        return Approval.of(wanted(terms, null), requester, NOW);
    }

    private static NewApproval wanted(ApprovalTerms terms, String link) {
        return new NewApproval(
                new ApprovalId(TENANT, Ids.next()),
                new ApprovalOrigin("test", Ids.next(), "", "A run", link),
                "Refund 40 USD",
                "definition",
                JsonMapper.shared().createObjectNode(),
                terms,
                Actor.system(TENANT, "a test"),
                null);
    }
}
