package dev.baton.approval;

import static dev.baton.approval.ApprovalStatus.APPROVED;
import static dev.baton.approval.ApprovalStatus.EXPIRED;
import static dev.baton.approval.ApprovalStatus.OPEN;
import static dev.baton.approval.ApprovalStatus.REJECTED;
import static dev.baton.approval.ApprovalStatus.WITHDRAWN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.RecordedStatements;
import dev.baton.SettableClock;
import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Tag("database")
@SpringBootTest
class ApprovalsTests {

    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired private Approvals approvals;
    @Autowired private ApprovalInbox inbox;
    @Autowired private ApprovalFixture fixture;
    @Autowired private ApprovalStore store;
    @Autowired private DecisionStore decisions;
    @Autowired private Approvers approvers;
    @Autowired private ApprovalTexts texts;
    @Autowired private OldApprovals old;
    @Autowired private HeardEnds heard;
    @Autowired private EventLog events;
    @Autowired private ObjectProvider<ApprovalListener> listeners;
    @Autowired private RetryingTransactions transactions;
    @Autowired private TestPeople people;
    @Autowired private ApiKeys keys;
    @Autowired private TenantDirectory tenants;
    @Autowired private JdbcTemplate jdbc;

    private final SettableClock clock = new SettableClock(Instant.now());
    private TenantId tenant;
    private Actor owner;
    private Actor other;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
        owner = people.person(tenant, Role.TENANT_OWNER).actor();
        other = people.person(tenant, Role.TENANT_OWNER).actor();
    }

    @Test
    void asksOnlyInTheTransactionOfWhoAsks() {
        var wanted = ApprovalFixture.wanted(owner, "Refund", ApprovalFixture.BY_OWNERS);

        assertThatThrownBy(() -> approvals.request(wanted))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> approvals.get(wanted.id())).isInstanceOf(ApprovalNotFound.class);
    }

    @Test
    void tellsWhoAskedOfTheEndWithWhatWasSaid() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);

        var decided = decide(id, Verdict.REJECT, "not him", owner);

        assertThat(decided.status()).isEqualTo(REJECTED);
        assertThat(heard.of(id))
                .singleElement()
                .satisfies(
                        end -> {
                            assertThat(end.status()).isEqualTo(REJECTED);
                            assertThat(end.decisions())
                                    .extracting(ApprovalDecision::comment)
                                    .containsExactly("not him");
                        });
        assertThat(eventsOf(id)).containsExactly("approval.requested", "approval.decided");
    }

    @Test
    void needsTwoDifferentPeopleWhereTwoMustAgree() {
        var id = fixture.ask(owner, "Refund", twoOwners());

        assertThat(approve(id, owner).status()).isEqualTo(OPEN);
        assertThat(approve(id, owner).approvals()).isEqualTo(1);
        assertThat(heard.of(id)).isEmpty();
        assertThat(mine(owner)).doesNotContain(id);
        assertThat(mine(other)).contains(id);

        assertThat(approve(id, other).status()).isEqualTo(APPROVED);
        assertThat(heard.of(id)).hasSize(1);
        assertThat(mine(other)).doesNotContain(id);
    }

    @Test
    void countsThePersonAndTheirKeyAsOne() {
        var id = fixture.ask(owner, "Refund", twoOwners());
        var key = keyOf(owner, Permission.APPROVALS_WRITE);

        assertThat(approve(id, owner).approvals()).isEqualTo(1);
        assertThat(approve(id, key).approvals()).isEqualTo(1);
        assertThat(approvals.get(id).status()).isEqualTo(OPEN);
    }

    @Test
    void letsAKeyDecideForThePersonWhoMadeIt() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        var key = keyOf(owner, Permission.APPROVALS_WRITE);

        assertThat(approve(id, key).status()).isEqualTo(APPROVED);
        assertThat(approvals.decisions(id))
                .singleElement()
                .satisfies(
                        decision -> {
                            assertThat(decision.account()).isEqualTo(owner.id());
                            assertThat(decision.key()).isEqualTo(key.id());
                        });
    }

    @Test
    void refusesAKeyOfSomebodyWhoIsNotAskedOrOfNobody() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        var admin = people.person(tenant, Role.TENANT_ADMIN).actor();
        var ofAdmin = keyOf(admin, Permission.APPROVALS_WRITE);
        var ofNobody = keyOf(TestPeople.operator(tenant), Permission.APPROVALS_WRITE);
        var maker = keyOf(owner, Permission.KEYS_WRITE, Permission.APPROVALS_WRITE);
        var ofAKey = keyOf(maker, Permission.APPROVALS_WRITE);
        var without = keyOf(owner, Permission.APPROVALS_READ);

        for (var key : List.of(ofAdmin, ofNobody, ofAKey)) {
            assertThatThrownBy(() -> approve(id, key)).isInstanceOf(NotToDecide.class);
        }
        assertThatThrownBy(() -> approve(id, without)).isInstanceOf(PermissionDenied.class);
        assertThatThrownBy(
                        () ->
                                approve(
                                        id,
                                        Actor.system(tenant, "a test", Permission.APPROVALS_WRITE)))
                .isInstanceOf(NotToDecide.class);
    }

    @Test
    void refusesWhoAskedAlsoByAKeyOfTheirKey() {
        var terms = new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), 1, true, null, null);
        var maker = keyOf(owner, Permission.KEYS_WRITE, Permission.MESSAGES_WRITE);
        var byKey = fixture.ask(keyOf(maker, Permission.MESSAGES_WRITE), "Refund", terms);
        var inPerson = fixture.ask(owner, "Refund", terms);

        for (var id : List.of(byKey, inPerson)) {
            assertThatThrownBy(() -> approve(id, owner))
                    .isInstanceOf(NotToDecide.class)
                    .extracting("code")
                    .isEqualTo("approval_own_request");
            assertThat(mine(owner)).doesNotContain(id);
            assertThat(mine(other)).contains(id);
        }
        assertThat(approve(byKey, other).status()).isEqualTo(APPROVED);
    }

    @Test
    void holdsOnlyForWhatWasSeen() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        var seen = ActionHash.of("definition", ExactArguments.read("{\"amount\":1}"));

        assertThatThrownBy(() -> approvals.decide(id, Verdict.APPROVE, seen, "", owner))
                .isInstanceOf(ApprovalChanged.class);
        assertThat(approvals.decisions(id)).isEmpty();
    }

    @Test
    void takesTheSameDecisionAgainAndNoOther() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        approve(id, owner);

        assertThat(approve(id, owner).status()).isEqualTo(APPROVED);
        assertThatThrownBy(() -> decide(id, Verdict.REJECT, "", owner))
                .isInstanceOf(DecidedOtherwise.class);
        assertThatThrownBy(() -> approve(id, other)).isInstanceOf(ApprovalOver.class);
        assertThat(heard.of(id)).hasSize(1);
    }

    @Test
    void keepsNothingOfADecisionThatWhoAskedCannotTake() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);

        heard.fail(true);
        try {
            assertThatThrownBy(() -> approve(id, owner)).isInstanceOf(IllegalStateException.class);
        } finally {
            heard.fail(false);
        }

        assertThat(approvals.get(id).status()).isEqualTo(OPEN);
        assertThat(approvals.decisions(id)).isEmpty();
    }

    @Test
    void hasOneEndHoweverManyDecideAtOnce() throws Exception {
        for (var round = 0; round < 5; round++) {
            var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);

            var outcomes =
                    together(
                            () -> decide(id, Verdict.APPROVE, "", owner),
                            () -> decide(id, Verdict.REJECT, "", other));

            assertThat(outcomes).filteredOn(Approval.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(ApprovalOver.class::isInstance).hasSize(1);
            assertThat(heard.of(id)).hasSize(1);
            assertThat(approvals.decisions(id)).hasSize(1);
        }
    }

    @Test
    void isWithdrawnByWhoAsked() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);

        assertThat(withdraw(id)).isTrue();
        assertThat(withdraw(id)).isFalse();

        assertThat(approvals.get(id).status()).isEqualTo(WITHDRAWN);
        assertThat(mine(owner)).doesNotContain(id);
        assertThat(heard.of(id)).isEmpty();
        assertThatThrownBy(() -> approve(id, owner)).isInstanceOf(ApprovalOver.class);
        assertThat(eventsOf(id)).containsExactly("approval.requested", "approval.withdrawn");
    }

    @Test
    void isDeniedOnceWhenNobodyDecidesInTime() throws Exception {
        var id = askNow(ApprovalFixture.byOwnersWithin(HOUR, null));
        clock.advance(HOUR.minusSeconds(1));
        deadlines().look();
        assertThat(approvals.get(id).status()).isEqualTo(OPEN);

        clock.advance(Duration.ofSeconds(1));
        // As on two instances.
        together(this::look, this::look);

        assertThat(approvals.get(id).status()).isEqualTo(EXPIRED);
        assertThat(heard.of(id)).singleElement().extracting(ApprovalEnd::status).isEqualTo(EXPIRED);
        assertThat(eventsOf(id)).containsExactly("approval.requested", "approval.expired");
        assertThat(mine(owner)).doesNotContain(id);
        assertThatThrownBy(() -> approve(id, owner)).isInstanceOf(ApprovalOver.class);
    }

    @Test
    void asksAnotherRoleAfterTheDeadlineAndDeniesAfterTheSecond() throws Exception {
        var admin = people.person(tenant, Role.TENANT_ADMIN).actor();
        var id = askNow(ApprovalFixture.byOwnersWithin(HOUR, Role.TENANT_ADMIN));
        assertThat(mine(admin)).doesNotContain(id);

        clock.advance(HOUR);
        together(this::look, this::look);
        assertThat(mine(admin)).contains(id);
        assertThat(mine(owner)).contains(id);
        assertThat(approvals.get(id).status()).isEqualTo(OPEN);

        clock.advance(HOUR);
        deadlines().look();
        assertThat(approvals.get(id).status()).isEqualTo(EXPIRED);
        assertThat(eventsOf(id))
                .containsExactly("approval.requested", "approval.escalated", "approval.expired");
        assertThat(heard.of(id)).hasSize(1);
    }

    @Test
    void holdsItsDeadlineToTheMomentBeforeAnybodyHasLooked() {
        var admin = people.person(tenant, Role.TENANT_ADMIN).actor();
        var denied = askNow(ApprovalFixture.byOwnersWithin(HOUR, null));
        var escalated = askNow(ApprovalFixture.byOwnersWithin(HOUR, Role.TENANT_ADMIN));
        clock.advance(HOUR);
        var service = approvals(clock);

        assertThatThrownBy(() -> service.decide(denied, Verdict.APPROVE, hash(denied), "", owner))
                .isInstanceOf(ApprovalOver.class);
        assertThat(service.decide(escalated, Verdict.APPROVE, hash(escalated), "", admin).status())
                .isEqualTo(APPROVED);
        assertThat(eventsOf(escalated))
                .containsExactly("approval.requested", "approval.escalated", "approval.decided");
    }

    @Test
    void tellsOthersOfTheirEndWhereOneFails() {
        var id = askNow(ApprovalFixture.byOwnersWithin(HOUR, null));
        clock.advance(HOUR);

        heard.fail(true);
        try {
            deadlines().look();
        } finally {
            heard.fail(false);
        }
        assertThat(approvals.get(id).status()).isEqualTo(OPEN);

        deadlines().look();
        assertThat(heard.of(id)).hasSize(1);
    }

    @Test
    void listsWhatWaitsForSomebodyTheMostUrgentFirstPageByPage() {
        var person =
                new ApprovalTerms(
                        Set.of(Role.TENANT_OWNER), Set.of(owner.name()), 1, false, null, null);
        var last = fixture.ask(other, "whenever", person);
        var second = fixture.ask(other, "later", within(Duration.ofHours(9)));
        var first = fixture.ask(other, "soon", within(Duration.ofHours(3)));
        fixture.ask(other, "for others", forOperators());

        assertThat(mine(owner)).containsExactly(first, second, last);
        var found = new ArrayList<ApprovalId>();
        String cursor = null;
        do {
            var page = inbox.waitingFor(owner, Asked.ANYHOW, cursor, 1);
            found.addAll(page.data().stream().map(Approval::id).toList());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(found).containsExactly(first, second, last);
        assertThat(inbox.countWaitingFor(owner, 100).all()).isEqualTo(3);
        assertThat(inbox.countWaitingFor(owner, 2).all()).isEqualTo(2);
    }

    @Test
    void listsAllOfATenantByStatus() {
        var open = fixture.ask(owner, "one", forOperators());
        var approved = fixture.ask(owner, "two", ApprovalFixture.BY_OWNERS);
        approve(approved, owner);

        assertThat(ids(inbox.list(tenant, null, null, 10))).containsExactly(approved, open);
        assertThat(ids(inbox.list(tenant, OPEN, null, 10))).containsExactly(open);
        assertThat(ids(inbox.list(tenant, APPROVED, approved.value(), 10))).isEmpty();
    }

    @Test
    void keepsWhatIsToBeDoneEncryptedWhereTheTenantWantsThat() {
        var now = tenants.get(tenant);
        tenants.editAny(
                tenant,
                now.version(),
                new Slug(now.slug()),
                new TenantSettings(now.name(), now.language(), now.zone(), true),
                TenantLimits.DEFAULTS,
                TestPeople.operator(TenantId.PLATFORM));
        await().until(() -> tenants.get(tenant).isTextsSealed());

        var id = fixture.ask(owner, "Pay Mrs. Secret");
        var kept =
                jdbc.queryForMap(
                        "SELECT title, arguments FROM approval WHERE tenant_id = ? AND id = ?",
                        bytes(tenant),
                        Ids.bytes(id.value()));

        assertThat(kept.toString()).doesNotContain("Secret", "82000");
        assertThat(mine(owner)).contains(id);
        assertThat(approvals.get(id).title()).isEqualTo("Pay Mrs. Secret");
        var question = fixture.question(id, "Is it a Secret?", owner);
        fixture.answer(id, question, "A Secret.", owner);
        var said =
                jdbc.queryForMap(
                        "SELECT question, answer FROM approval_question WHERE tenant_id = ? AND id"
                                + " = ?",
                        bytes(tenant),
                        Ids.bytes(question));
        assertThat(said.toString()).contains("question=", "answer=").doesNotContain("Secret");
        assertThat(fixture.questions(id))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.question()).isEqualTo("Is it a Secret?");
                            assertThat(one.answer()).isEqualTo("A Secret.");
                        });
        assertThat(approvals.get(id).arguments()).contains("82000");
        var changed = fixture.change(id, "{\"amount\":41}", "It is a Secret.", owner);
        var why =
                jdbc.queryForObject(
                        "SELECT change_reason FROM approval WHERE tenant_id = ? AND id = ?",
                        String.class,
                        bytes(tenant),
                        Ids.bytes(changed.value()));
        assertThat(why).isNotBlank().doesNotContain("Secret");
        assertThat(inbox.card(owner, approvals.get(changed)).changer())
                .isEqualTo(new Changer(owner.name(), "It is a Secret."));
    }

    @Test
    void forgetsWhatEndedLongAgoWithItsDecisions() {
        var ended = fixture.ask(owner, "one", ApprovalFixture.BY_OWNERS);
        approve(ended, owner);
        var open = fixture.ask(owner, "two", ApprovalFixture.BY_OWNERS);

        var day = Instant.now().plus(Duration.ofDays(91));
        assertThat(transactions.call(() -> old.forget(tenant, day, 10))).isEqualTo(1);

        assertThatThrownBy(() -> approvals.get(ended)).isInstanceOf(ApprovalNotFound.class);
        assertThat(approvals.decisions(ended)).isEmpty();
        assertThat(approvals.get(open).status()).isEqualTo(OPEN);
    }

    @Test
    void findsEverythingByAnIndexInTheOrderOfTheList() {
        for (var count = 0; count < 5; count++) {
            fixture.ask(owner, "one", ApprovalFixture.BY_OWNERS);
        }
        jdbc.execute("ANALYZE TABLE approval, approval_approver, approval_decision");

        assertThat(plans(() -> inbox.waitingFor(owner, Asked.ANYHOW, null, 3)))
                .filteredOn(access -> access.table().equals("a"))
                .isNotEmpty()
                .allSatisfy(access -> by(access, "PRIMARY"));
        assertThat(plans(() -> inbox.open(tenant, null, 3)))
                .filteredOn(access -> access.table().equals("a"))
                .isNotEmpty()
                .allSatisfy(access -> by(access, "PRIMARY"));
        fixture.askByName(owner, "away", other.name());
        var operator = people.person(tenant, Role.OPERATOR).actor();
        fixture.handOver(other, operator.name());
        for (var how : Asked.values()) {
            assertThat(plans(() -> inbox.waitingFor(operator, how, null, 3)))
                    .filteredOn(access -> List.of("a", "d", "own").contains(access.table()))
                    .isNotEmpty()
                    .allSatisfy(access -> assertThat(access.type()).isNotIn("ALL", "index"));
        }
        assertThat(plans(() -> inbox.list(tenant, OPEN, null, 3)))
                .singleElement()
                .satisfies(access -> by(access, "approval_by_status"));
        assertThat(plans(() -> store.dueAcrossTenants(Instant.now(), DueOrder.FIRST, 3)))
                .singleElement()
                .satisfies(access -> by(access, "approval_due"));
    }

    private static List<RecordedStatements.Access> plans(Runnable reading) {
        return RecordedStatements.during(reading).stream()
                .filter(it -> it.sql().contains("approval"))
                .flatMap(it -> it.plan().stream())
                .toList();
    }

    private static void by(RecordedStatements.Access access, String index) {
        assertThat(access.key()).isEqualTo(index);
        assertThat(access.type()).isNotIn("ALL", "index");
        assertThat(access.extra()).doesNotContain("filesort", "temporary");
    }

    private Approval approve(ApprovalId id, Actor by) {
        return decide(id, Verdict.APPROVE, "", by);
    }

    private Approval decide(ApprovalId id, Verdict verdict, String comment, Actor by) {
        return approvals.decide(id, verdict, hash(id), comment, by);
    }

    private String hash(ApprovalId id) {
        return approvals.get(id).actionHash();
    }

    private boolean withdraw(ApprovalId id) {
        return transactions.call(() -> approvals.withdraw(id));
    }

    private List<ApprovalId> mine(Actor by) {
        return ids(inbox.waitingFor(by, Asked.ANYHOW, null, 50));
    }

    private static List<ApprovalId> ids(Page<Approval> page) {
        return page.data().stream().map(Approval::id).toList();
    }

    private List<String> eventsOf(ApprovalId id) {
        return jdbc.queryForList(
                """
                SELECT type FROM (
                    SELECT type, occurred_at FROM event_outbox WHERE tenant_id = ? AND subject = ?
                    UNION SELECT type, occurred_at FROM event WHERE tenant_id = ? AND subject = ?
                ) AS told ORDER BY occurred_at, type = 'approval.decided'
                """,
                String.class,
                bytes(tenant),
                Ids.bytes(id.value()),
                bytes(tenant),
                Ids.bytes(id.value()));
    }

    private static byte[] bytes(TenantId tenant) {
        return Ids.bytes(tenant.value());
    }

    private Actor keyOf(Actor maker, Permission... scopes) {
        var wire = Stream.of(scopes).map(Permission::wire).collect(Collectors.toSet());
        var key = keys.issue(tenant, new NewKey("Key", wire, null, null), maker).key();
        return Actor.key(tenant, key.id().value(), "Key", Set.of(scopes));
    }

    private static ApprovalTerms twoOwners() {
        return new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), 2, false, null, null);
    }

    private static ApprovalTerms forOperators() {
        return new ApprovalTerms(Set.of(Role.OPERATOR), Set.of(), 1, false, null, null);
    }

    private static ApprovalTerms within(Duration deadline) {
        return ApprovalFixture.byOwnersWithin(deadline, null);
    }

    private ApprovalId askNow(ApprovalTerms terms) {
        var wanted = ApprovalFixture.wanted(owner, "Refund", terms);
        transactions.run(() -> approvals(clock).request(wanted));
        return wanted.id();
    }

    private Approvals approvals(Clock at) {
        return new Approvals(
                store, decisions, approvers, texts, events, listeners, transactions, at);
    }

    private ApprovalDeadlines deadlines() {
        return new ApprovalDeadlines(store, approvals(clock), clock);
    }

    private boolean look() {
        deadlines().look();
        return true;
    }

    /** What each did or threw, begun at the same moment. */
    private static List<Object> together(Callable<?>... actions) throws Exception {
        var start = new CyclicBarrier(actions.length);
        try (var threads = Executors.newFixedThreadPool(actions.length)) {
            var begun =
                    Stream.of(actions)
                            .map(
                                    action ->
                                            threads.submit(
                                                    () -> {
                                                        start.await();
                                                        try {
                                                            return (Object) action.call();
                                                        } catch (RuntimeException thrown) {
                                                            return thrown;
                                                        }
                                                    }))
                            .toList();
            var outcomes = new ArrayList<>();
            for (var each : begun) {
                outcomes.add(each.get());
            }
            return outcomes;
        }
    }
}
