package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TestPeople;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Who may give and take which role, and who stays. */
@Tag("database")
@SpringBootTest
class TeamTests {

    private final Team team;
    private final AccountCare care;
    private final Standings standings;
    private final TestPeople people;
    private TenantId acme;
    private TestPeople.Person owner;

    @Autowired
    TeamTests(Team team, AccountCare care, Standings standings, TestPeople people) {
        this.team = team;
        this.care = care;
        this.standings = standings;
        this.people = people;
    }

    @BeforeEach
    void acmeWithOneOwner() {
        acme = people.tenant().id();
        owner = people.person(acme, Role.TENANT_OWNER);
    }

    @Test
    void changesARoleAtOnce() {
        var viewer = people.person(acme, Role.VIEWER);
        assertThat(roleOf(viewer)).isEqualTo(Role.VIEWER);

        team.changeRole(idOf(viewer), Role.EDITOR, owner.actor());

        assertThat(roleOf(viewer)).isEqualTo(Role.EDITOR);
    }

    @Test
    void keepsTheLastOwner() {
        assertThatExceptionOfType(LastOwnerStays.class)
                .isThrownBy(() -> team.changeRole(idOf(owner), Role.VIEWER, owner.actor()));
        assertThatExceptionOfType(LastOwnerStays.class)
                .isThrownBy(() -> team.remove(idOf(owner), owner.actor()));

        var second = people.person(acme, Role.TENANT_OWNER);
        team.remove(idOf(owner), second.actor());

        assertThat(standings.of(owner.id()).orElseThrow().roles()).isEmpty();
        assertThatExceptionOfType(LastOwnerStays.class)
                .isThrownBy(() -> team.remove(idOf(second), second.actor()));
    }

    @Test
    void keepsOneOwnerWhenTwoRemoveEachOtherAtOnce() throws Exception {
        var second = people.person(acme, Role.TENANT_OWNER);
        List<Callable<Boolean>> attempts =
                List.of(() -> removes(owner, second), () -> removes(second, owner));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = threads.invokeAll(attempts).stream().filter(it -> it.resultNow()).count();

            assertThat(done).isEqualTo(1);
        }
        assertThat(team.isOwned(acme)).isTrue();
    }

    @Test
    void freesWhomItsOwnersSuspendedWhenTheyLeave() {
        var leaving = people.person(acme, Role.EDITOR);
        var second = people.person(acme, Role.TENANT_OWNER);
        care.suspend(idOf(leaving), owner.actor());
        care.suspend(idOf(second), owner.actor());

        team.remove(idOf(leaving), owner.actor());
        team.remove(idOf(second), owner.actor());

        assertThat(standings.of(leaving.id()).orElseThrow().active()).isTrue();
        assertThat(standings.of(second.id()).orElseThrow().active()).isTrue();
    }

    @Test
    void freesNobodyWhomAnOperatorSuspended() {
        var leaving = people.person(acme, Role.EDITOR);
        var colleague = people.person(TenantId.PLATFORM, Role.EDITOR);
        for (var suspended : List.of(leaving, colleague)) {
            care.suspend(suspended.id(), TestPeople.operator(TenantId.PLATFORM));
        }

        team.remove(idOf(leaving), owner.actor());
        team.remove(idOf(colleague), TestPeople.operator(TenantId.PLATFORM));

        assertThat(standings.of(leaving.id()).orElseThrow().active()).isFalse();
        assertThat(standings.of(colleague.id()).orElseThrow().active()).isFalse();
    }

    @Test
    void handsTheTenantOverInOneAct() {
        var heir = people.person(acme, Role.EDITOR);

        team.handOver(idOf(heir), owner.actor());

        assertThat(roleOf(heir)).isEqualTo(Role.TENANT_OWNER);
        assertThat(roleOf(owner)).isEqualTo(Role.TENANT_ADMIN);
        var asOwner =
                new TestPeople.Person(heir.id(), heir.email(), acme, Role.TENANT_OWNER).actor();
        assertThatExceptionOfType(LastOwnerStays.class)
                .isThrownBy(() -> team.remove(idOf(heir), asOwner));
    }

    @Test
    void handsOverOnlyWhatIsOnesOwnToSomebodyWhoCanHaveIt() {
        var heir = people.person(acme, Role.EDITOR);
        var admin = people.person(acme, Role.TENANT_ADMIN);
        var foreign = people.person(people.tenant().id(), Role.EDITOR);
        var suspended = people.person(acme, Role.EDITOR);
        care.suspend(idOf(suspended), owner.actor());

        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> team.handOver(idOf(heir), admin.actor()));
        assertThatExceptionOfType(HandOverRefused.class)
                .isThrownBy(() -> team.handOver(idOf(heir), TestPeople.operator(acme)));
        assertThatExceptionOfType(HandOverRefused.class)
                .isThrownBy(() -> team.handOver(idOf(owner), owner.actor()));
        assertThatExceptionOfType(HandOverRefused.class)
                .isThrownBy(() -> team.handOver(idOf(suspended), owner.actor()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(
                        () -> team.handOver(new MembershipId(acme, foreign.id()), owner.actor()));
        assertThat(roleOf(owner)).isEqualTo(Role.TENANT_OWNER);
        assertThat(roleOf(heir)).isEqualTo(Role.EDITOR);
    }

    @Test
    void keepsAnOwnerWhenTwoHandOverToEachOtherAtOnce() throws Exception {
        var second = people.person(acme, Role.TENANT_OWNER);
        List<Callable<Boolean>> both =
                List.of(() -> handsOver(owner, second), () -> handsOver(second, owner));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(both);
        }

        assertThat(List.of(roleOf(owner), roleOf(second)))
                .containsExactlyInAnyOrder(Role.TENANT_OWNER, Role.TENANT_ADMIN);
    }

    @Test
    void letsNobodyGiveMoreThanTheyHave() {
        var admin = people.person(acme, Role.TENANT_ADMIN);
        var viewer = people.person(acme, Role.VIEWER);

        assertThatExceptionOfType(RoleOutOfReach.class)
                .isThrownBy(() -> team.changeRole(idOf(viewer), Role.TENANT_OWNER, admin.actor()));
        assertThatExceptionOfType(RoleOutOfReach.class)
                .isThrownBy(() -> team.changeRole(idOf(admin), Role.TENANT_OWNER, admin.actor()));
        assertThatExceptionOfType(RoleNotHere.class)
                .isThrownBy(
                        () -> team.changeRole(idOf(viewer), Role.PLATFORM_ADMIN, owner.actor()));
    }

    @Test
    void letsNobodyTakeMoreThanTheyHave() {
        var admin = people.person(acme, Role.TENANT_ADMIN);
        people.person(acme, Role.TENANT_OWNER);

        assertThatExceptionOfType(RoleOutOfReach.class)
                .isThrownBy(() -> team.changeRole(idOf(owner), Role.VIEWER, admin.actor()));
        assertThatExceptionOfType(RoleOutOfReach.class)
                .isThrownBy(() -> team.remove(idOf(owner), admin.actor()));
    }

    @Test
    void needsThePermission() {
        var editor = people.person(acme, Role.EDITOR);
        var viewer = people.person(acme, Role.VIEWER);

        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> team.remove(idOf(viewer), editor.actor()));
        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(
                        () ->
                                team.enrol(
                                        acme,
                                        new Email("x@example.org"),
                                        Profile.of("X", java.util.Locale.ENGLISH),
                                        TestPeople.PASSWORD,
                                        Role.VIEWER,
                                        owner.actor()));
    }

    @Test
    void doesNotKnowThePeopleOfOtherTenants() {
        var foreign = people.person(people.tenant().id(), Role.VIEWER);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> team.remove(idOf(foreign), owner.actor()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(
                        () ->
                                team.changeRole(
                                        new MembershipId(acme, foreign.id()),
                                        Role.EDITOR,
                                        owner.actor()));
    }

    private boolean handsOver(TestPeople.Person who, TestPeople.Person to) {
        try {
            team.handOver(idOf(to), who.actor());
            return true;
        } catch (HandOverRefused e) {
            return false;
        }
    }

    private boolean removes(TestPeople.Person who, TestPeople.Person whom) {
        try {
            team.remove(idOf(whom), who.actor());
            return true;
        } catch (LastOwnerStays e) {
            return false;
        }
    }

    private Role roleOf(TestPeople.Person person) {
        return standings.of(person.id()).orElseThrow().roles().get(person.tenant());
    }

    private static MembershipId idOf(TestPeople.Person person) {
        return new MembershipId(person.tenant(), person.id());
    }
}
