package dev.baton.identity;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.RecordedStatements;
import dev.baton.SettableMeter;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Guessing passwords, and what the answers give away. */
@Tag("database")
@SpringBootTest
class SignInLimitTests {

    private static final SignInOrigin STRANGER = new SignInOrigin("10.0.0.1", KnownDevice.NONE);

    private final SettableMeter time = new SettableMeter();
    private final SignIn signIn;
    private final TestPeople people;

    @Autowired
    SignInLimitTests(Accounts accounts, Passwords passwords, TestPeople people) {
        var limits = new IdentityProperties(3, 1_000, Duration.ofMinutes(15), Duration.ofDays(7));
        this.signIn = new SignIn(accounts, passwords, new SignInAttempts(limits, time));
        this.people = people;
    }

    @Test
    void locksAKnownAddressLikeAnUnknownOne() {
        var ana = people.person(people.tenant().id(), Role.VIEWER).email();

        assertThat(lockedAfterGuessing(ana)).isEqualTo(lockedAfterGuessing("no@example.org"));
    }

    @Test
    void refusesEvenTheRightPasswordUntilTheLockOpens() {
        var ana = people.person(people.tenant().id(), Role.VIEWER);
        lockedAfterGuessing(ana.email());

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> signIn.check(ana.email(), PASSWORD, STRANGER));
        time.advance(Duration.ofMinutes(5));
        assertThat(signIn.check(ana.email(), PASSWORD, STRANGER).account())
                .isEqualTo(ana.id());
    }

    @Test
    void countsOneAddressHoweverItIsTyped() {
        var ana = people.person(people.tenant().id(), Role.VIEWER).email();
        lockedAfterGuessing(ana);

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(
                        () -> signIn.check(" " + ana.toUpperCase() + " ", PASSWORD, STRANGER));
    }

    /** Else the memory of attempts would keep whatever strangers send. */
    @Test
    void countsEveryOverlongAddressAsOne() {
        for (var i = 0; i < 3; i++) {
            var overlong = i + "x".repeat(Email.MAX_LENGTH) + "@example.org";
            assertThatExceptionOfType(SignInRefused.class)
                    .isThrownBy(() -> signIn.check(overlong, PASSWORD, STRANGER));
        }

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> signIn.check("y".repeat(1_000_000), PASSWORD, STRANGER));
    }

    @Test
    void asksTheDatabaseNothingForAStrangerWithoutAttempts() {
        var ana = people.person(people.tenant().id(), Role.VIEWER).email();
        lockedAfterGuessing(ana);

        var asked =
                RecordedStatements.during(
                        () ->
                                assertThatExceptionOfType(TooManyAttempts.class)
                                        .isThrownBy(
                                                () -> signIn.check(ana, PASSWORD, STRANGER)));

        assertThat(asked).isEmpty();
    }

    /** Ten wrong passwords from anywhere must not keep a person from work. */
    @Test
    void letsAPersonInFromADeviceThatKnowsThemWhileStrangersGuess() {
        var ana = people.person(people.tenant().id(), Role.VIEWER);
        lockedAfterGuessing(ana.email());

        assertThat(signIn.check(ana.email(), PASSWORD, from(ana, Instant.now())).account())
                .isEqualTo(ana.id());
        time.advance(Duration.ofMinutes(1));
        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> signIn.check(ana.email(), PASSWORD, STRANGER));
    }

    @Test
    void limitsGuessesFromAKnownDeviceToo() {
        var ana = people.person(people.tenant().id(), Role.VIEWER);
        var device = from(ana, Instant.now());
        for (var i = 0; i < 3; i++) {
            assertThatExceptionOfType(SignInRefused.class)
                    .isThrownBy(() -> signIn.check(ana.email(), "a wrong password", device));
        }

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> signIn.check(ana.email(), PASSWORD, device));
        time.advance(Duration.ofMinutes(5));
        assertThat(signIn.check(ana.email(), PASSWORD, device).account()).isEqualTo(ana.id());
    }

    @Test
    void takesADeviceForAStrangerOnceThePasswordHasChanged() {
        var ana = people.person(people.tenant().id(), Role.VIEWER);
        lockedAfterGuessing(ana.email());

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(
                        () ->
                                signIn.check(
                                        ana.email(),
                                        PASSWORD,
                                        from(ana, Instant.now().minusSeconds(3600))));
    }

    @Test
    void takesADeviceOfSomebodyElseForAStranger() {
        var ana = people.person(people.tenant().id(), Role.VIEWER);
        var bo = people.person(ana.tenant(), Role.VIEWER);
        lockedAfterGuessing(ana.email());

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> signIn.check(ana.email(), PASSWORD, from(bo, Instant.now())));
    }

    private static SignInOrigin from(TestPeople.Person person, Instant signedIn) {
        var device = new KnownDevice(UUID.randomUUID(), Map.of(person.id(), signedIn));
        return new SignInOrigin("10.0.0.2", device);
    }

    private String lockedAfterGuessing(String email) {
        for (var i = 0; i < 3; i++) {
            assertThatExceptionOfType(SignInRefused.class)
                    .isThrownBy(() -> signIn.check(email, "a wrong password", STRANGER));
        }
        var locked =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        TooManyAttempts.class,
                        () -> signIn.check(email, "a wrong password", STRANGER));
        return locked.getMessage() + locked.retryAfter() + new TreeMap<>(locked.headers());
    }
}
