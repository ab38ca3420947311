package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TestPeople;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.NotFound;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Invitations: once, in time, for one address. */
@Tag("database")
@SpringBootTest
class InvitationDeskTests {

    private static final Profile BO = Profile.of("Bo", Locale.ENGLISH);

    private final InvitationDesk desk;
    private final Standings standings;
    private final TestPeople people;
    private final Invitations invitations;
    private final AccountDirectory accounts;
    private final Team team;
    private final RowLocks locks;
    private final RetryingTransactions transactions;
    private TenantId acme;
    private TestPeople.Person owner;
    private Email bo;

    @Autowired
    InvitationDeskTests(
            InvitationDesk desk,
            Standings standings,
            TestPeople people,
            Invitations invitations,
            AccountDirectory accounts,
            Team team,
            RowLocks locks,
            RetryingTransactions transactions) {
        this.desk = desk;
        this.standings = standings;
        this.people = people;
        this.invitations = invitations;
        this.accounts = accounts;
        this.team = team;
        this.locks = locks;
        this.transactions = transactions;
    }

    @BeforeEach
    void acmeWithAnOwner() {
        acme = people.tenant().id();
        owner = people.person(acme, Role.TENANT_OWNER);
        bo = new Email("bo-" + TestPeople.unique() + "@example.org");
    }

    @Test
    void bringsANewPersonIntoTheTenant() {
        var issued = desk.invite(acme, bo, Role.EDITOR, owner.actor());

        var joined = joinsAsNewPerson(issued.token());

        var standing = standings.of(joined).orElseThrow();
        assertThat(standing.email()).isEqualTo(bo);
        assertThat(standing.roles()).containsOnly(java.util.Map.entry(acme, Role.EDITOR));
        assertThat(desk.pending(acme, owner.actor())).isEmpty();
    }

    @Test
    void countsOnce() {
        var token = desk.invite(acme, bo, Role.EDITOR, owner.actor()).token();
        var joined = joinsAsNewPerson(token);

        assertDoesNotCount(token);
        assertThatExceptionOfType(InvitationNotFound.class)
                .isThrownBy(() -> desk.accept(token, joined));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "null", "%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isNoOtherText(String token) {
        assertDoesNotCount(token);
    }

    @Test
    void endsAfterAWeek() {
        var token = desk.invite(acme, bo, Role.EDITOR, owner.actor()).token();
        var later = deskAt(Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));

        assertThatExceptionOfType(InvitationNotFound.class).isThrownBy(() -> later.open(token));
        assertThatExceptionOfType(InvitationNotFound.class)
                .isThrownBy(() -> later.makeAccount(token, BO, TestPeople.PASSWORD));
        assertThat(later.invite(acme, bo, Role.VIEWER, owner.actor()).invitation().role())
                .isEqualTo(Role.VIEWER);
    }

    @Test
    void endsWhenItIsRevokedOrReplaced() {
        var first = desk.invite(acme, bo, Role.EDITOR, owner.actor());
        var second = desk.renew(first.invitation().id(), owner.actor());

        assertDoesNotCount(first.token());
        assertThat(desk.open(second.token()).email()).isEqualTo(bo);

        desk.revoke(first.invitation().id(), owner.actor());

        assertDoesNotCount(second.token());
        assertThatExceptionOfType(InvitationNotFound.class)
                .isThrownBy(() -> desk.renew(first.invitation().id(), owner.actor()));
    }

    @Test
    void isForOneAddressOnly() {
        var token = desk.invite(acme, bo, Role.EDITOR, owner.actor()).token();
        var cleo = people.person(people.tenant().id(), Role.VIEWER);

        assertThatExceptionOfType(InvitationNotFound.class)
                .isThrownBy(() -> desk.accept(token, cleo.id()));
        assertThat(desk.open(token).email()).isEqualTo(bo);
    }

    @Test
    void addsATenantToAnAccountThatExists() {
        var cleo = people.person(people.tenant().id(), Role.VIEWER);
        var token = desk.invite(acme, new Email(cleo.email()), Role.EDITOR, owner.actor()).token();

        desk.accept(token, cleo.id());

        assertThat(standings.of(cleo.id()).orElseThrow().roles())
                .containsEntry(acme, Role.EDITOR)
                .containsEntry(cleo.tenant(), Role.VIEWER);
    }

    /** Whoever has the link could otherwise take the account over, or learn that there is one. */
    @Test
    void leavesAnAccountThatExistsAsItIs() {
        var cleo = people.person(people.tenant().id(), Role.VIEWER);
        var token = desk.invite(acme, new Email(cleo.email()), Role.EDITOR, owner.actor()).token();
        var before = accounts.get(cleo.id());

        desk.makeAccount(token, BO, "another long password");

        var after = accounts.get(cleo.id());
        assertThat(after.profile()).isEqualTo(before.profile());
        assertThat(after.passwordHash()).isEqualTo(before.passwordHash());
        assertThat(standings.of(cleo.id()).orElseThrow().roles()).doesNotContainKey(acme);
        assertThat(desk.open(token).email()).isEqualTo(after.email());
    }

    @Test
    void makesOneAccountForTwoLinksAtTheSameMoment() throws Exception {
        var other = people.person(people.tenant().id(), Role.TENANT_OWNER);
        var tokens =
                List.of(
                        desk.invite(acme, bo, Role.EDITOR, owner.actor()).token(),
                        desk.invite(other.tenant(), bo, Role.EDITOR, other.actor()).token());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> both =
                    tokens.stream()
                            .map(
                                    token ->
                                            (Callable<Void>)
                                                    () -> {
                                                        desk.makeAccount(
                                                                token, BO, TestPeople.PASSWORD);
                                                        return null;
                                                    })
                            .toList();
            for (var done : threads.invokeAll(both)) {
                done.get();
            }
        }

        var account = accounts.find(bo).orElseThrow().id();
        tokens.forEach(token -> desk.accept(token, account));
        assertThat(standings.of(account).orElseThrow().roles())
                .containsOnlyKeys(acme, other.tenant());
    }

    @Test
    void isNotIssuedTwice() {
        desk.invite(acme, bo, Role.EDITOR, owner.actor());

        assertThatExceptionOfType(AlreadyInvited.class)
                .isThrownBy(() -> desk.invite(acme, bo, Role.VIEWER, owner.actor()));
        assertThatExceptionOfType(AlreadyMember.class)
                .isThrownBy(
                        () ->
                                desk.invite(
                                        acme,
                                        new Email(owner.email()),
                                        Role.VIEWER,
                                        owner.actor()));
    }

    @Test
    void tellsOfSeveralWhatBecameOfEach() {
        var cleo = "cleo-" + TestPeople.unique() + "@example.org";
        desk.invite(acme, bo, Role.EDITOR, owner.actor());

        var outcomes =
                desk.invite(
                        acme,
                        InvitationWishes.of(
                                cleo + "\r\n " + bo + ", nonsense;\n" + owner.email() + "," + cleo),
                        Role.VIEWER,
                        owner.actor());

        assertThat(outcomes)
                .extracting(InvitationOutcome::address)
                .containsExactly(cleo, bo.value(), "nonsense", owner.email());
        assertThat(outcomes.getFirst().issued()).isNotNull();
        assertThat(outcomes.stream().skip(1).map(it -> it.refusal().code()))
                .containsExactly("already_invited", "invalid_email", "already_member");
        assertThat(desk.pending(acme, owner.actor()))
                .extracting(it -> it.email().value())
                .containsExactlyInAnyOrder(cleo, bo.value());
    }

    @Test
    void takesFiftyAtOnceAndNoMore() {
        var fifty =
                IntStream.rangeClosed(1, 50)
                        .mapToObj(it -> "n" + it + "@example.org")
                        .collect(Collectors.joining("\n"));

        assertThat(InvitationWishes.of(fifty).addresses()).hasSize(50);
        assertThatExceptionOfType(RuleRefused.class)
                .isThrownBy(() -> InvitationWishes.of(fifty + "\none-more@example.org"));
    }

    @Test
    void offersNoMoreThanTheInviterHas() {
        var admin = people.person(acme, Role.TENANT_ADMIN);
        var editor = people.person(acme, Role.EDITOR);

        assertThatExceptionOfType(RoleOutOfReach.class)
                .isThrownBy(() -> desk.invite(acme, bo, Role.TENANT_OWNER, admin.actor()));
        assertThatExceptionOfType(RoleNotHere.class)
                .isThrownBy(() -> desk.invite(acme, bo, Role.PLATFORM_ADMIN, owner.actor()));
        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> desk.invite(acme, bo, Role.VIEWER, editor.actor()));
    }

    @Test
    void belongsToItsTenant() {
        var foreign = people.person(people.tenant().id(), Role.TENANT_OWNER);
        var id = desk.invite(acme, bo, Role.EDITOR, owner.actor()).invitation().id();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> desk.revoke(id, foreign.actor()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> desk.invite(acme, bo, Role.VIEWER, foreign.actor()));
        assertThat(desk.pending(foreign.tenant(), foreign.actor())).isEmpty();
    }

    private AccountId joinsAsNewPerson(String token) {
        desk.makeAccount(token, BO, TestPeople.PASSWORD);
        return desk.accept(token, accounts.find(bo).orElseThrow().id()).account();
    }

    private void assertDoesNotCount(String token) {
        assertThatExceptionOfType(InvitationNotFound.class).isThrownBy(() -> desk.open(token));
        assertThatExceptionOfType(InvitationNotFound.class)
                .isThrownBy(() -> desk.makeAccount(token, BO, TestPeople.PASSWORD));
        assertThatExceptionOfType(InvitationNotFound.class)
                .isThrownBy(() -> desk.accept(token, owner.id()));
    }

    private InvitationDesk deskAt(Clock clock) {
        return new InvitationDesk(invitations, accounts, team, locks, transactions, clock);
    }
}
