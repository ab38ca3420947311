package dev.baton.identity;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TestPeople;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.NotFound;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Who may let whom in again, and out. */
@Tag("database")
@SpringBootTest
class AccountCareTests {

    private static final SignInOrigin STRANGER =
            new SignInOrigin("10.1.0.1", KnownDevice.NONE);
    private static final String NEXT = "a quite different sentence";

    @Autowired AccountCare care;
    @Autowired Accounts accounts;
    @Autowired AccountDirectory directory;
    @Autowired Memberships memberships;
    @Autowired PasswordResets resets;
    @Autowired SignedInSessions sessions;
    @Autowired RowLocks locks;
    @Autowired RetryingTransactions transactions;
    @Autowired SignIn signIn;
    @Autowired Team team;
    @Autowired InvitationDesk desk;
    @Autowired Standings standings;
    @Autowired TestPeople people;

    private TenantId acme;
    private TestPeople.Person owner;
    private TestPeople.Person bo;
    private TestPeople.Person operator;

    @BeforeEach
    void acmeWithAnOwnerAndBo() {
        acme = people.tenant().id();
        owner = people.person(acme, Role.TENANT_OWNER);
        bo = people.person(acme, Role.EDITOR);
        operator = people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN);
    }

    @Test
    void aLinkSetsANewPasswordOnce() {
        var token = care.resetLink(bo.id(), operator.actor()).token();

        assertThat(care.reset(token, NEXT)).isEqualTo(bo.id());

        assertThat(signsIn(bo, NEXT)).isTrue();
        assertThat(signsIn(bo, PASSWORD)).isFalse();
        assertDoesNotCount(token);
    }

    @Test
    void aLinkEndsAfterADay() {
        var token = care.resetLink(bo.id(), operator.actor()).token();
        var later = careAt(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));

        assertThatExceptionOfType(ResetNotFound.class).isThrownBy(() -> later.open(token));
        assertThatExceptionOfType(ResetNotFound.class)
                .isThrownBy(() -> later.reset(token, NEXT));
    }

    @Test
    void aNewerLinkMakesTheOlderVoid() {
        var first = care.resetLink(bo.id(), operator.actor()).token();
        var second = care.resetLink(own(bo), owner.actor()).token();

        assertDoesNotCount(first);
        assertThat(care.open(second).email().value()).isEqualTo(bo.email());
    }

    @Test
    void aNewPasswordMakesEarlierLinksVoid() {
        var beforeOwn = care.resetLink(own(bo), owner.actor()).token();
        directory.changePassword(PASSWORD, NEXT, STRANGER, "none", bo.actor());
        assertDoesNotCount(beforeOwn);

        var beforeOperators = care.resetLink(own(bo), owner.actor()).token();
        directory.replacePassword(bo.id(), PASSWORD, operator.actor());
        assertDoesNotCount(beforeOperators);

        assertThat(signsIn(bo, PASSWORD)).isTrue();
        assertThat(care.open(care.resetLink(own(bo), owner.actor()).token())).isNotNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "none", "%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void noOtherTextIsALink(String token) {
        assertDoesNotCount(token);
    }

    @Test
    void aLinkObeysTheRulesOfPasswords() {
        var token = care.resetLink(bo.id(), operator.actor()).token();

        assertThatExceptionOfType(PasswordRefused.class)
                .isThrownBy(() -> care.reset(token, "short"));
        assertThat(care.open(token)).isNotNull();
    }

    @Test
    void aLinkCountsOnceForTwoAtTheSameMoment() throws Exception {
        var token = care.resetLink(bo.id(), operator.actor()).token();
        List<Callable<Boolean>> both =
                List.of(() -> resets(token, NEXT), () -> resets(token, NEXT + " again"));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(both).stream().filter(it -> it.resultNow())).hasSize(1);
        }
    }

    @Test
    void ownersCareForTheirOwnPeopleOnly() {
        var elsewhere = people.person(people.tenant().id(), Role.EDITOR);

        assertThat(care.isInReach(own(bo), owner.actor())).isTrue();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> care.resetLink(own(elsewhere), owner.actor()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(
                        () ->
                                care.resetLink(
                                        new MembershipId(acme, elsewhere.id()), owner.actor()));
    }

    /** The password opens every tenant the person is in. */
    @Test
    void ownersDoNotTouchWhoIsInAnotherTenantToo() {
        joinsAnotherTenant(bo);

        assertThat(care.isInReach(own(bo), owner.actor())).isFalse();
        assertThatExceptionOfType(AccountOutOfReach.class)
                .isThrownBy(() -> care.resetLink(own(bo), owner.actor()));
        assertThatExceptionOfType(AccountOutOfReach.class)
                .isThrownBy(() -> care.suspend(own(bo), owner.actor()));
        assertThat(care.resetLink(bo.id(), operator.actor()).token()).isNotEmpty();
    }

    @Test
    void anOwnersLinkIsVoidOnceThePersonIsInAnotherTenant() {
        var ofOwner = care.resetLink(own(bo), owner.actor()).token();
        joinsAnotherTenant(bo);

        assertDoesNotCount(ofOwner);
        var ofOperator = care.resetLink(bo.id(), operator.actor()).token();
        assertThat(care.reset(ofOperator, NEXT)).isEqualTo(bo.id());
    }

    @Test
    void ownersReachNobodyWhoMayMore() {
        var platformOwner = people.person(TenantId.PLATFORM, Role.TENANT_OWNER);

        assertThatExceptionOfType(RoleOutOfReach.class)
                .isThrownBy(
                        () -> care.resetLink(own(operator), platformOwner.actor()));
        assertThat(care.isInReach(own(operator), platformOwner.actor())).isFalse();
    }

    @Test
    void administratorsCareForNobody() {
        var admin = people.person(acme, Role.TENANT_ADMIN);

        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> care.resetLink(own(bo), admin.actor()));
        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> care.suspend(own(bo), admin.actor()));
        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> care.resetLink(bo.id(), owner.actor()));
    }

    @Test
    void nobodyDoesItToThemselves() {
        assertThatExceptionOfType(OwnAccount.class)
                .isThrownBy(() -> care.resetLink(own(owner), owner.actor()));
        assertThatExceptionOfType(OwnAccount.class)
                .isThrownBy(() -> care.suspend(operator.id(), operator.actor()));
    }

    @Test
    void whoIsSuspendedIsOutUntilRestored() {
        var link = care.resetLink(own(bo), owner.actor()).token();

        care.suspend(own(bo), owner.actor());

        assertThat(standings.of(bo.id()).orElseThrow().active()).isFalse();
        assertThat(signsIn(bo, PASSWORD)).isFalse();
        assertDoesNotCount(link);
        assertThatExceptionOfType(AccountSuspended.class)
                .isThrownBy(() -> care.resetLink(own(bo), owner.actor()));

        care.restore(own(bo), owner.actor());

        assertThat(signsIn(bo, PASSWORD)).isTrue();
        assertDoesNotCount(link);
    }

    @Test
    void whatAnOperatorSuspendedNoOwnerRestores() {
        care.suspend(bo.id(), operator.actor());

        assertThat(care.isInReach(own(bo), owner.actor())).isFalse();
        assertThatExceptionOfType(AccountOutOfReach.class)
                .isThrownBy(() -> care.restore(own(bo), owner.actor()));

        care.restore(bo.id(), operator.actor());
        assertThat(signsIn(bo, PASSWORD)).isTrue();
    }

    @Test
    void whatAnOperatorSuspendedInATenantNoOwnerRestoresEither() {
        care.suspend(own(bo), TestPeople.operator(acme));

        assertThat(care.isInReach(own(bo), owner.actor())).isFalse();
        assertThatExceptionOfType(AccountOutOfReach.class)
                .isThrownBy(() -> care.restore(own(bo), owner.actor()));

        care.restore(own(bo), TestPeople.operator(acme));
        assertThat(signsIn(bo, PASSWORD)).isTrue();
    }

    @Test
    void ownersOfThePlatformRestoreNobodyWhomOperatorsSuspended() {
        var platformOwner = people.person(TenantId.PLATFORM, Role.TENANT_OWNER);
        var colleague = people.person(TenantId.PLATFORM, Role.EDITOR);
        care.suspend(colleague.id(), operator.actor());

        assertThat(care.isInReach(own(colleague), platformOwner.actor())).isFalse();
        assertThatExceptionOfType(AccountOutOfReach.class)
                .isThrownBy(() -> care.restore(own(colleague), platformOwner.actor()));

        care.restore(own(colleague), operator.actor());
        assertThat(signsIn(colleague, PASSWORD)).isTrue();
    }

    @Test
    void anOperatorsSuspensionStandsOverAnOwners() {
        care.suspend(own(bo), owner.actor());
        care.suspend(bo.id(), operator.actor());

        assertThatExceptionOfType(AccountOutOfReach.class)
                .isThrownBy(() -> care.restore(own(bo), owner.actor()));
    }

    @Test
    void twoOwnersWhoSuspendEachOtherDoNotBothSucceed() throws Exception {
        var second = people.person(acme, Role.TENANT_OWNER);
        List<Callable<Boolean>> both =
                List.of(() -> suspends(owner, second), () -> suspends(second, owner));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(both).stream().filter(it -> it.resultNow())).hasSize(1);
        }
    }

    /** Else a tenant would be left to an owner who cannot come in. */
    @Test
    void aSuspendedOwnerIsNoOtherOwner() {
        var second = people.person(acme, Role.TENANT_OWNER);
        care.suspend(own(second), owner.actor());

        assertThatExceptionOfType(LastOwnerStays.class)
                .isThrownBy(() -> team.remove(own(owner), owner.actor()));
        team.remove(own(second), owner.actor());
    }

    private void joinsAnotherTenant(TestPeople.Person person) {
        var other = people.person(people.tenant().id(), Role.TENANT_OWNER);
        var token =
                desk.invite(other.tenant(), new Email(person.email()), Role.VIEWER, other.actor())
                        .token();
        desk.accept(token, person.id());
    }

    private boolean signsIn(TestPeople.Person person, String password) {
        try {
            return signIn.check(person.email(), password, STRANGER)
                    .account()
                    .equals(person.id());
        } catch (SignInRefused e) {
            return false;
        }
    }

    private boolean resets(String token, String password) {
        try {
            care.reset(token, password);
            return true;
        } catch (ResetNotFound e) {
            return false;
        }
    }

    private boolean suspends(TestPeople.Person who, TestPeople.Person whom) {
        try {
            care.suspend(own(whom), who.actor());
            return true;
        } catch (PermissionDenied | AccountOutOfReach e) {
            return false;
        }
    }

    private void assertDoesNotCount(String token) {
        assertThatExceptionOfType(ResetNotFound.class).isThrownBy(() -> care.open(token));
        assertThatExceptionOfType(ResetNotFound.class).isThrownBy(() -> care.reset(token, NEXT));
    }

    private static MembershipId own(TestPeople.Person person) {
        return new MembershipId(person.tenant(), person.id());
    }

    private AccountCare careAt(Clock clock) {
        return new AccountCare(
                accounts, directory, memberships, resets, sessions, locks, transactions, clock);
    }
}
