package dev.baton.identity;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TestPeople;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.time.Duration;
import java.time.Instant;

/** Guessing passwords, and what the answers give away. */
@Tag("database")
@SpringBootTest
class SignInLimitTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T08:00:00Z"));
    private final SignIn signIn;
    private final TestPeople people;

    @Autowired
    SignInLimitTests(Accounts accounts, Passwords passwords, TestPeople people) {
        var limits = new IdentityProperties(3, 1_000, Duration.ofMinutes(15), Duration.ofDays(7));
        this.signIn = new SignIn(accounts, passwords, new SignInAttempts(limits, clock));
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
                .isThrownBy(() -> signIn.check(ana.email(), PASSWORD, "10.0.0.1"));
        clock.advance(Duration.ofMinutes(5));
        assertThat(signIn.check(ana.email(), PASSWORD, "10.0.0.1")).isEqualTo(ana.id());
    }

    @Test
    void countsOneAddressHoweverItIsTyped() {
        var ana = people.person(people.tenant().id(), Role.VIEWER).email();
        lockedAfterGuessing(ana);

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(
                        () -> signIn.check(" " + ana.toUpperCase() + " ", PASSWORD, "10.0.0.1"));
    }

    /** Else the memory of attempts would keep whatever strangers send. */
    @Test
    void countsEveryOverlongAddressAsOne() {
        for (var i = 0; i < 3; i++) {
            var overlong = i + "x".repeat(Email.MAX_LENGTH) + "@example.org";
            assertThatExceptionOfType(SignInRefused.class)
                    .isThrownBy(() -> signIn.check(overlong, PASSWORD, "10.0.0.1"));
        }

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> signIn.check("y".repeat(1_000_000), PASSWORD, "10.0.0.1"));
    }

    private String lockedAfterGuessing(String email) {
        for (var i = 0; i < 3; i++) {
            assertThatExceptionOfType(SignInRefused.class)
                    .isThrownBy(() -> signIn.check(email, "a wrong password", "10.0.0.1"));
        }
        var locked =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        TooManyAttempts.class,
                        () -> signIn.check(email, "a wrong password", "10.0.0.1"));
        return locked.getMessage() + locked.retryAfter();
    }
}
