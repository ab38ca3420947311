package dev.baton.approval;

import static dev.baton.approval.ApprovalStatus.APPROVED;
import static dev.baton.approval.ApprovalStatus.OPEN;
import static dev.baton.approval.ApprovalStatus.REPLACED;
import static dev.baton.approval.ApprovalStatus.WITHDRAWN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people can do with an approval beside saying yes or no. */
@Tag("database")
@SpringBootTest
class ApprovalInboxTests {

    private static final String OTHER = "{\"amount\":41,\"to\":\"Refund\"}";

    @Autowired private Approvals approvals;
    @Autowired private ApprovalInbox inbox;
    @Autowired private ApprovalChanges changes;
    @Autowired private ApprovalQuestions questions;
    @Autowired private Handovers handovers;
    @Autowired private ApprovalFixture fixture;
    @Autowired private HeardEnds heard;
    @Autowired private RetryingTransactions transactions;
    @Autowired private TestPeople people;
    @Autowired private ApiKeys keys;
    @Autowired private JdbcTemplate jdbc;

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
    void showsEverybodysTheMostUrgentFirst() {
        var last = fixture.ask(owner, "whenever", ApprovalFixture.BY_OWNERS);
        var second = fixture.ask(owner, "later", within(Duration.ofHours(9)));
        var first = fixture.ask(owner, "soon", within(Duration.ofHours(3)));
        var over = fixture.ask(owner, "over", within(Duration.ofHours(1)));
        approve(over, owner);

        var page = inbox.open(tenant, null, 2);

        assertThat(ids(page)).containsExactly(first, second);
        assertThat(ids(inbox.open(tenant, page.nextCursor(), 2))).containsExactly(last);
    }

    @Test
    void tellsWhatIsAskedByNameFromWhatIsAskedByRole() {
        var byRole = fixture.ask(owner, "role", within(Duration.ofHours(3)));
        var both = fixture.ask(owner, "both", byName(other, Set.of(Role.TENANT_OWNER)));
        var named = fixture.ask(owner, "named", byName(other, Duration.ofHours(9)));
        var away = people.person(tenant, Role.EDITOR).actor();
        var stoodInFor = fixture.ask(owner, "away", byName(away, Duration.ofHours(1)));
        fixture.ask(owner, "for others", byName(owner, Set.of()));
        handOver(away, other);

        assertThat(waiting(other, Asked.BY_NAME)).containsExactly(stoodInFor, named, both);
        assertThat(waiting(other, Asked.BY_ROLE)).containsExactly(byRole, both);
        assertThat(waiting(other, Asked.ANYHOW)).containsExactly(stoodInFor, byRole, named, both);
        assertThat(inbox.countWaitingFor(other, 100)).isEqualTo(new WaitingCounts(4, 3, 2));
        assertThat(inbox.countWaitingFor(other, 2)).isEqualTo(new WaitingCounts(2, 2, 2));
        var first = inbox.waitingFor(other, Asked.BY_NAME, null, 2);
        assertThat(ids(first)).containsExactly(stoodInFor, named);
        assertThat(ids(inbox.waitingFor(other, Asked.BY_NAME, first.nextCursor(), 2)))
                .containsExactly(both);

        approve(both, other);
        assertThat(waiting(other, Asked.BY_NAME)).containsExactly(stoodInFor, named);
        assertThat(waiting(other, Asked.BY_ROLE)).containsExactly(byRole);
    }

    @Test
    void findsWhatARoleIsAskedOnceTheDeadlineHasPassed() {
        var admin = people.person(tenant, Role.TENANT_ADMIN).actor();
        var id =
                fixture.ask(
                        owner,
                        "late",
                        ApprovalFixture.byOwnersWithin(Duration.ofHours(1), Role.TENANT_ADMIN));
        assertThat(waiting(admin, Asked.BY_ROLE)).isEmpty();

        approvals.expire(id, Instant.now().plus(Duration.ofHours(2)));

        assertThat(waiting(admin, Asked.BY_ROLE)).containsExactly(id);
        assertThat(waiting(admin, Asked.BY_NAME)).isEmpty();
    }

    @Test
    void carriesTheRiskThatWasDeclaredAndInventsNone() {
        var risky = fixture.askRisky(owner, "Refund");
        var plain = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);

        assertThat(approvals.get(plain).terms().risk()).isNull();
        assertThat(told(plain).containsKey("risk")).isFalse();
        // What decisions are bound to is the action alone.
        assertThat(hash(risky)).isEqualTo(hash(plain));
        var changed = change(risky, OTHER, other).id();
        for (var id : List.of(risky, changed)) {
            assertThat(approvals.get(id).terms().risk()).isEqualTo(Risk.HIGH);
            assertThat(told(id).get("risk")).isEqualTo("high");
        }
    }

    private Map<String, ?> told(ApprovalId id) {
        return ApprovalEvents.of(ApprovalEvents.REQUESTED, approvals.get(id)).data();
    }

    @Test
    void keepsWhyItWasChangedAlsoWhereThatIsOnlyProposed() {
        var proposed = fixture.ask(owner, "Refund", byOwners(1, true));
        var approved = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        var silent = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);

        var afterwards = fixture.change(proposed, OTHER, " One order only. ", other);

        assertThat(approvals.get(afterwards).status()).isEqualTo(OPEN);
        var changer = new Changer(other.name(), "One order only.");
        assertThat(card(owner, afterwards).changer()).isEqualTo(changer);
        assertThat(card(other, fixture.change(approved, OTHER, "One order only.", other)).changer())
                .isEqualTo(changer);
        assertThat(card(other, fixture.change(silent, OTHER, other)).changer())
                .isEqualTo(new Changer(other.name(), ""));
        assertThat(card(other, proposed).changer()).isNull();
    }

    @Test
    void tellsWhatDiffersFromTheLastTimeTheSameWasDecided() {
        var before = fixture.ask(owner, "ada", ApprovalFixture.BY_OWNERS);
        var now = fixture.ask(owner, "ben", ApprovalFixture.BY_OWNERS);
        assertThat(card(owner, now).last()).isNull();

        approve(before, owner);
        fixture.askOther(owner, "cy");

        var card = card(owner, now);
        assertThat(card.last()).isNotNull();
        assertThat(card.last().id()).isEqualTo(before);
        assertThat(card.differences().listed())
                .containsExactly(new ArgumentDifferences.Difference("to", "\"ada\"", "\"ben\""));
        assertThat(card.waits()).isTrue();
    }

    @Test
    void putsTheChangedOneInItsPlaceAndApprovesThat() {
        var before = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);

        var changed = change(before, OTHER, other);

        assertThat(changed.status()).isEqualTo(APPROVED);
        assertThat(changed.actionHash())
                .isEqualTo(ActionHash.of("definition", ExactArguments.read(OTHER)));
        assertThat(approvals.get(changed.id()).arguments()).isEqualTo(OTHER);
        assertThat(changed.replaces()).isEqualTo(before.value());
        assertThat(ApprovalEvents.of(ApprovalEvents.REQUESTED, changed).data().get("replaces"))
                .isEqualTo(before.value().toString());
        assertThat(approvals.get(before).status()).isEqualTo(REPLACED);
        assertThat(approvals.get(before).replacedBy()).isEqualTo(changed.id().value());
        assertThat(heard.of(before)).isEmpty();
        assertThat(heard.replacements(before))
                .singleElement()
                .extracting(ApprovalReplaced::after)
                .isEqualTo(changed.id());
        assertThat(heard.of(changed.id()))
                .singleElement()
                .satisfies(end -> assertThat(end.actionHash()).isEqualTo(changed.actionHash()));
        assertThatThrownBy(() -> approve(before, owner)).isInstanceOf(ApprovalOver.class);
    }

    @Test
    void needsTwoForWhatWasChangedWhereTwoMustAgree() {
        var before = fixture.ask(owner, "Refund", byOwners(2, false));
        approve(before, owner);

        var changed = change(before, OTHER, other);

        assertThat(changed.status()).isEqualTo(OPEN);
        assertThat(changed.approvals()).isEqualTo(1);
        assertThat(heard.of(changed.id())).isEmpty();
        assertThatThrownBy(() -> change(changed.id(), "{\"amount\":1}", other))
                .isInstanceOf(DecidedOtherwise.class);
        assertThat(approve(changed.id(), other).status()).isEqualTo(OPEN);
        assertThat(approve(changed.id(), owner).status()).isEqualTo(APPROVED);
    }

    @Test
    void answersTheSameChangeAgainAsBefore() {
        var before = fixture.ask(owner, "Refund", byOwners(2, false));
        var hash = ActionHash.of("definition", ExactArguments.read(OTHER));
        var wanted = new ApprovalChange(OTHER, hash(before), hash, "less");
        var changed = changes.approve(before, wanted, other);

        assertThat(changes.approve(before, wanted, other).id()).isEqualTo(changed.id());
        approve(changed.id(), owner);
        assertThat(changes.approve(before, wanted, other).status()).isEqualTo(APPROVED);

        assertThat(approvals.decisions(changed.id())).hasSize(2);
        assertThat(heard.replacements(before)).hasSize(1);
        assertThatThrownBy(
                        () ->
                                changes.approve(
                                        before,
                                        wanted,
                                        people.person(tenant, Role.TENANT_OWNER).actor()))
                .isInstanceOf(ApprovalOver.class);
        var more = new ApprovalChange(OTHER, hash(before), "0".repeat(64), "less");
        assertThatThrownBy(() -> changes.approve(before, more, other))
                .isInstanceOfAny(ApprovalOver.class, ApprovalChanged.class);
    }

    @Test
    void letsNobodyChangeWhoMayNotDecide() {
        var before = fixture.ask(owner, "Refund", byOwners(1, true));
        var operator = people.person(tenant, Role.OPERATOR).actor();

        assertThatThrownBy(() -> change(before, OTHER, owner)).isInstanceOf(NotToDecide.class);
        assertThatThrownBy(() -> change(before, OTHER, operator)).isInstanceOf(NotToDecide.class);
        assertThat(approvals.get(before).status()).isEqualTo(OPEN);
    }

    @Test
    void letsNobodyApproveWhatTheyWroteWhereThatIsNotAllowed() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        var third = people.person(tenant, Role.EDITOR).actor();
        handOver(other, editor);
        var terms =
                new ApprovalTerms(
                        Set.of(), Set.of(other.name(), third.name()), 1, true, null, null);
        var before = fixture.ask(owner, "Refund", terms);

        var changed = change(before, OTHER, other);

        assertThat(changed.status()).isEqualTo(OPEN);
        assertThat(approvals.decisions(changed.id())).isEmpty();
        for (var one : List.of(other, editor)) {
            assertThat(mine(one)).doesNotContain(changed.id());
            assertThatThrownBy(() -> approve(changed.id(), one)).isInstanceOf(NotToDecide.class);
        }
        assertThat(mine(third)).contains(changed.id());
        assertThat(approve(changed.id(), third).status()).isEqualTo(APPROVED);
    }

    @Test
    void refusesAChangeThatIsNone() {
        var before = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        var same = "{\"to\":\"Refund\",\"amount\":82000}";

        for (var wrong : List.of(same, "{", "[1]")) {
            assertThatThrownBy(() -> change(before, wrong, owner))
                    .isInstanceOf(ApprovalRefused.class)
                    .hasMessageStartingWith("arguments");
        }
        var unseen = new ApprovalChange(OTHER, "0".repeat(64), null, "");
        assertThatThrownBy(() -> changes.approve(before, unseen, owner))
                .isInstanceOf(ApprovalChanged.class);
        var other = new ApprovalChange(OTHER, hash(before), "0".repeat(64), "");
        assertThatThrownBy(() -> changes.approve(before, other, owner))
                .isInstanceOf(ApprovalChanged.class);
        assertThat(approvals.get(before).status()).isEqualTo(OPEN);
    }

    @Test
    void showsNoChangeThatCouldNotBeApproved() {
        var before = fixture.ask(owner, "Refund", byOwners(1, true));
        var largest = ApprovalRules.LARGEST_ARGUMENTS;

        assertThat(changes.preview(before, wanted(before, OTHER), other).arguments())
                .contains("41");
        for (var wrong :
                List.of(
                        "{\"to\":\"Refund\",\"amount\":82000}",
                        "{\"to\":\"" + "a".repeat(largest) + "\"}",
                        "{" + " ".repeat(4 * largest) + "}",
                        "{\"to\":" + "[".repeat(101) + "]".repeat(101) + "}",
                        "[".repeat(100_000))) {
            assertThatThrownBy(() -> changes.preview(before, wanted(before, wrong), other))
                    .isInstanceOf(ApprovalRefused.class)
                    .hasMessageStartingWith("arguments");
        }
        assertThatThrownBy(() -> changes.preview(before, wanted(before, OTHER), owner))
                .isInstanceOf(NotToDecide.class);
        var unseen = new ApprovalChange(OTHER, "0".repeat(64), null, "");
        assertThatThrownBy(() -> changes.preview(before, unseen, other))
                .isInstanceOf(ApprovalChanged.class);
        var tooLong = new ApprovalChange(OTHER, hash(before), null, "a".repeat(2_001));
        assertThatThrownBy(() -> changes.preview(before, tooLong, other))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageStartingWith("comment");
        assertThat(approvals.get(before).status()).isEqualTo(OPEN);
        approve(before, other);
        assertThatThrownBy(() -> changes.preview(before, wanted(before, OTHER), other))
                .isInstanceOf(DecidedOtherwise.class);
        var third = people.person(tenant, Role.TENANT_OWNER).actor();
        assertThatThrownBy(() -> changes.preview(before, wanted(before, OTHER), third))
                .isInstanceOf(ApprovalOver.class);
    }

    private ApprovalChange wanted(ApprovalId id, String arguments) {
        return new ApprovalChange(arguments, hash(id), null, "");
    }

    @Test
    void isWithdrawnByWhoHasNotHeardOfTheChange() {
        var before = fixture.ask(owner, "Refund", byOwners(2, false));
        var changed = change(before, OTHER, other);

        assertThat(transactions.call(() -> approvals.withdraw(before))).isTrue();

        assertThat(approvals.get(changed.id()).status()).isEqualTo(WITHDRAWN);
        assertThat(approvals.get(before).status()).isEqualTo(REPLACED);
    }

    @Test
    void isChangedSoManyTimesAndNoMore() {
        var first = fixture.ask(owner, "Refund", byOwners(2, false));
        var last = first;
        for (var at = 0; at < ApprovalChanges.MOST_CHANGES; at++) {
            last = change(last, "{\"amount\":" + at + "}", at % 2 == 0 ? owner : other).id();
        }
        var stands = last;

        assertThatThrownBy(() -> change(stands, OTHER, owner))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageContaining("20 times");
        assertThat(transactions.call(() -> approvals.withdraw(first))).isTrue();
        assertThat(approvals.get(stands).status()).isEqualTo(WITHDRAWN);
    }

    @Test
    void asksBackAndIsAnsweredByWhoAsked() {
        var id = fixture.ask(owner, "Refund", within(Duration.ofHours(1)));
        var deadline = approvals.get(id).expiresAt();

        var question = questions.ask(id, " Why so much? ", other);

        assertThat(approvals.get(id).expiresAt()).isEqualTo(deadline);
        var origin = approvals.get(id).origin();
        assertThat(questions.openOf(tenant, origin.kind(), origin.id()))
                .extracting(ApprovalQuestion::question)
                .containsExactly("Why so much?");
        assertThatThrownBy(() -> questions.answer(id, question.id(), "So.", other))
                .isInstanceOf(NotToAnswer.class);
        questions.answer(id, question.id(), "Two orders.", owner);
        assertThatThrownBy(() -> questions.answer(id, question.id(), "Three.", owner))
                .isInstanceOf(QuestionAnswered.class);
        assertThat(questions.of(id))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.answer()).isEqualTo("Two orders.");
                            assertThat(one.answerer()).isEqualTo(owner.name());
                        });
        assertThat(questions.openOf(tenant, origin.kind(), origin.id())).isEmpty();
        assertThat(approve(id, other).status()).isEqualTo(APPROVED);
        assertThatThrownBy(() -> questions.ask(id, "And now?", owner))
                .isInstanceOf(ApprovalOver.class);
    }

    @Test
    void isAnsweredByOthersOnceWhoAskedMayNot() {
        var left = people.person(tenant, Role.VIEWER).actor();
        var id = fixture.ask(left, "Refund", ApprovalFixture.BY_OWNERS);
        var question = questions.ask(id, "Why so much?", other).id();

        assertThatThrownBy(() -> questions.answer(id, question, "So.", other))
                .isInstanceOf(NotToAnswer.class);
        assertThat(questions.answer(id, question, "Two orders.", owner).answerer())
                .isEqualTo(owner.name());
    }

    @Test
    void isAskedBackOnlyByThoseWhoMayDecide() {
        var id = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        var operator = people.person(tenant, Role.OPERATOR).actor();

        assertThatThrownBy(() -> questions.ask(id, "Why?", operator))
                .isInstanceOf(NotToDecide.class);
        assertThatThrownBy(() -> questions.ask(id, " ", owner)).isInstanceOf(ApprovalRefused.class);
        assertThatThrownBy(() -> questions.ask(id, "a".repeat(2_001), owner))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageContaining("2000");
    }

    @Test
    void letsSomebodyDecideInThePlaceOfAPersonWhoIsAway() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        var id = fixture.ask(owner, "Refund", byName(other, Set.of()));
        assertThat(mine(editor)).doesNotContain(id);

        handOver(other, editor);

        assertThat(mine(editor)).contains(id);
        assertThat(card(editor, id).insteadOf()).isEqualTo(other.name());
        assertThat(approve(id, editor).status()).isEqualTo(APPROVED);
        assertThat(approvals.decisions(id))
                .singleElement()
                .satisfies(
                        decision -> {
                            assertThat(decision.name()).isEqualTo(editor.name());
                            assertThat(decision.forName()).isEqualTo(other.name());
                        });
    }

    @Test
    void standsInForNobodyByAKey() {
        var editor = people.person(tenant, Role.TENANT_OWNER).actor();
        handOver(other, editor);
        var id = fixture.ask(owner, "Refund", byName(other, Set.of()));
        var byKey = keyOf(editor);

        assertThat(mine(byKey)).doesNotContain(id);
        assertThatThrownBy(() -> approve(id, byKey)).isInstanceOf(NotToDecide.class);
        assertThat(approve(id, editor).status()).isEqualTo(APPROVED);
    }

    @Test
    void handsOverNoRole() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        handOver(other, editor);
        var byRole = fixture.ask(owner, "Refund", ApprovalFixture.BY_OWNERS);
        var byBoth = fixture.ask(owner, "Refund", byName(other, Set.of(Role.TENANT_OWNER)));

        for (var id : List.of(byRole, byBoth)) {
            assertThat(mine(editor)).doesNotContain(id);
            assertThatThrownBy(() -> approve(id, editor)).isInstanceOf(NotToDecide.class);
        }
    }

    @Test
    void countsAWordOnceWhoeverSpeaksIt() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        var third = people.person(tenant, Role.EDITOR).actor();
        handOver(other, editor);
        var terms =
                new ApprovalTerms(
                        Set.of(), Set.of(other.name(), third.name()), 2, false, null, null);
        var first = fixture.ask(owner, "Refund", terms);
        approve(first, editor);

        assertThat(mine(other)).doesNotContain(first);
        assertThatThrownBy(() -> approve(first, other))
                .isInstanceOf(NotToDecide.class)
                .extracting("code")
                .isEqualTo("approval_decided_for_you");
        assertThat(approve(first, editor).approvals()).isEqualTo(1);
        assertThat(approve(first, third).status()).isEqualTo(APPROVED);

        var second = fixture.ask(owner, "Refund", terms);
        approve(second, other);
        assertThat(mine(editor)).doesNotContain(second);
        assertThatThrownBy(() -> approve(second, editor)).isInstanceOf(NotToDecide.class);
    }

    @Test
    void standsInForNobodyWhoAskedNorAsWhoAsked() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        handOver(other, editor);
        var terms =
                new ApprovalTerms(
                        Set.of(), Set.of(other.name(), owner.name()), 1, true, null, null);

        var ofAbsent = fixture.ask(other, "Refund", terms);
        var ofDelegate = fixture.ask(editor, "Refund", terms);

        for (var id : List.of(ofAbsent, ofDelegate)) {
            assertThat(mine(editor)).doesNotContain(id);
            assertThatThrownBy(() -> approve(id, editor)).isInstanceOf(NotToDecide.class);
        }
    }

    @Test
    void endsWhenItIsTakenBack() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        var id = fixture.ask(owner, "Refund", byName(other, Set.of()));
        var handover = handOver(other, editor);

        assertThatThrownBy(() -> handovers.end(handover.id(), owner))
                .isInstanceOf(HandoverNotFound.class);
        handovers.end(handover.id(), other);

        var told = JsonMapper.shared().readTree(takenBack(handover));
        assertThat(Instant.parse(told.path("ends_at").asString())).isBefore(handover.endsAt());
        assertThat(mine(editor)).doesNotContain(id);
        assertThatThrownBy(() -> approve(id, editor)).isInstanceOf(NotToDecide.class);
        assertThat(handovers.given(other)).isEmpty();
        assertThat(handovers.received(editor)).isEmpty();
    }

    @Test
    void isGivenBackByWhoStandsIn() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        var handover = handOver(other, editor);

        handovers.end(handover.id(), editor);

        assertThat(handovers.given(other)).isEmpty();
        assertThatThrownBy(() -> handovers.end(handover.id(), other))
                .isInstanceOf(HandoverNotFound.class);
    }

    @Test
    void isHandedToTheSamePersonOnceForADay() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        handOver(other, editor);
        var today = LocalDate.now(ZoneOffset.UTC);
        var tomorrow = today.plusDays(1);

        assertThatThrownBy(
                        () ->
                                handovers.handOver(
                                        new NewHandover(editor.name(), tomorrow, tomorrow), other))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageStartingWith("from: has this person already");
        var later = today.plusDays(2);
        handovers.handOver(new NewHandover(editor.name(), later, later), other);
        handovers.handOver(new NewHandover(owner.name(), today, today), other);
        handOver(owner, editor);
        assertThat(handovers.received(editor)).hasSize(3);
    }

    @Test
    void leavesRoomForOthersHoweverOftenOneHandsOver() {
        var editor = people.person(tenant, Role.EDITOR).actor();
        var today = LocalDate.now(ZoneOffset.UTC);
        for (var day = 0; day < 20; day++) {
            var one = today.plusDays(day);
            handovers.handOver(new NewHandover(editor.name(), one, one), other);
        }

        handOver(owner, editor);

        var id = fixture.ask(other, "Refund", byName(owner, Set.of()));
        assertThat(mine(editor)).contains(id);
        assertThatThrownBy(
                        () -> {
                            var one = today.plusDays(20);
                            handovers.handOver(new NewHandover(editor.name(), one, one), other);
                        })
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageContaining("at most 20");
    }

    @Test
    void refusesAHandoverThatCannotBe() {
        var viewer = people.person(tenant, Role.VIEWER);
        var stranger = people.person(people.tenant().id(), Role.TENANT_OWNER);
        var today = LocalDate.now(ZoneOffset.UTC);

        for (var to : List.of(viewer.email(), stranger.email(), "nobody@example.org", "?")) {
            refused(new NewHandover(to, today, today), "to");
        }
        refused(new NewHandover(owner.name(), today, today), "to");
        refused(new NewHandover(other.name(), null, today), "from");
        refused(new NewHandover(other.name(), today.minusDays(1), today), "from");
        refused(new NewHandover(other.name(), today, null), "until");
        refused(new NewHandover(other.name(), today, today.minusDays(1)), "until");
        refused(new NewHandover(other.name(), today, today.plusDays(92)), "until");
        var byKey = keyOf(owner);
        assertThatThrownBy(
                        () ->
                                handovers.handOver(
                                        new NewHandover(other.name(), today, today), byKey))
                .isInstanceOf(NotToDecide.class);
        assertThat(handovers.given(owner)).isEmpty();
    }

    private void refused(NewHandover wanted, String field) {
        assertThatThrownBy(() -> handovers.handOver(wanted, owner))
                .isInstanceOf(ApprovalRefused.class)
                .hasMessageStartingWith(field + ":");
    }

    private Handover handOver(Actor from, Actor to) {
        var today = LocalDate.now(ZoneOffset.UTC);
        return handovers.handOver(new NewHandover(to.name(), today, today.plusDays(1)), from);
    }

    private String takenBack(Handover handover) {
        return jdbc.queryForObject(
                """
                SELECT data FROM event_outbox
                WHERE tenant_id = ? AND subject = ? AND type = 'approval.taken_back'
                UNION SELECT data FROM event
                WHERE tenant_id = ? AND subject = ? AND type = 'approval.taken_back'
                """,
                String.class,
                Ids.bytes(tenant.value()),
                Ids.bytes(handover.id().value()),
                Ids.bytes(tenant.value()),
                Ids.bytes(handover.id().value()));
    }

    private Actor keyOf(Actor person) {
        var scopes = Set.of(Permission.APPROVALS_WRITE.wire());
        var key = keys.issue(tenant, new NewKey("Key", scopes, null, null), person).key();
        return Actor.key(tenant, key.id().value(), "Key", Set.of(Permission.APPROVALS_WRITE));
    }

    private Approval change(ApprovalId id, String arguments, Actor by) {
        return changes.approve(id, new ApprovalChange(arguments, hash(id), null, "less"), by);
    }

    private Approval approve(ApprovalId id, Actor by) {
        return approvals.decide(id, Verdict.APPROVE, hash(id), "", by);
    }

    private String hash(ApprovalId id) {
        return approvals.get(id).actionHash();
    }

    private ApprovalCard card(Actor by, ApprovalId id) {
        return inbox.card(by, approvals.get(id));
    }

    private List<ApprovalId> mine(Actor by) {
        return waiting(by, Asked.ANYHOW);
    }

    private List<ApprovalId> waiting(Actor by, Asked how) {
        return ids(inbox.waitingFor(by, how, null, 100));
    }

    private static List<ApprovalId> ids(Page<Approval> page) {
        return page.data().stream().map(Approval::id).toList();
    }

    private static ApprovalTerms within(Duration deadline) {
        return ApprovalFixture.byOwnersWithin(deadline, null);
    }

    private static ApprovalTerms byOwners(int needed, boolean notRequester) {
        return new ApprovalTerms(
                Set.of(Role.TENANT_OWNER), Set.of(), needed, notRequester, null, null);
    }

    private static ApprovalTerms byName(Actor person, Duration deadline) {
        return new ApprovalTerms(Set.of(), Set.of(person.name()), 1, false, deadline, null);
    }

    private static ApprovalTerms byName(Actor person, Set<Role> roles) {
        return new ApprovalTerms(roles, Set.of(person.name()), 1, false, null, null);
    }
}
