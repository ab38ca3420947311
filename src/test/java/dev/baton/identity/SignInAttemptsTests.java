package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.SettableMeter;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** How often somebody may try. */
class SignInAttemptsTests {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final SettableMeter time = new SettableMeter();
    private final SignInAttempts attempts =
            new SignInAttempts(new IdentityProperties(3, 5, WINDOW, Duration.ofDays(7)), time);

    @Test
    void endsAfterTooManyForOneAddressFromAnywhere() {
        for (var place = 1; place <= 3; place++) {
            attempts.take("ana@example.org", "10.0.0." + place);
        }

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> attempts.take("ana@example.org", "10.0.0.4"))
                .satisfies(it -> assertThat(it.retryAfter()).contains(WINDOW.dividedBy(3)))
                .satisfies(
                        it ->
                                assertThat(it.headers())
                                        .containsEntry("RateLimit-Policy", "\"account\";q=3;w=900")
                                        .containsEntry("RateLimit", "\"account\";r=0;t=900"));
        assertThatCode(() -> attempts.take("bo@example.org", "10.0.0.4"))
                .doesNotThrowAnyException();
    }

    @Test
    void endsAfterTooManyFromOnePlaceForAnyAddress() {
        for (var person = 1; person <= 5; person++) {
            attempts.take(person + "@example.org", "10.0.0.1");
        }

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> attempts.take("6@example.org", "10.0.0.1"))
                .satisfies(
                        it ->
                                assertThat(it.headers())
                                        .containsEntry("RateLimit-Policy", "\"address\";q=5;w=900")
                                        .containsEntry("RateLimit", "\"address\";r=0;t=900"));
    }

    @Test
    void comesBackOneByOne() {
        for (var i = 0; i < 3; i++) {
            attempts.take("ana@example.org", "10.0.0.1");
        }
        time.advance(WINDOW.dividedBy(3));

        assertThatCode(() -> attempts.take("ana@example.org", "10.0.0.1"))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> attempts.take("ana@example.org", "10.0.0.1"));
    }

    @Test
    void doesNotCountTheRightPassword() {
        for (var i = 0; i < 20; i++) {
            attempts.take("ana@example.org", "10.0.0.1").giveBack();
        }
    }

    @Test
    void leavesADeviceThatKnowsThePersonItsOwnAttempts() {
        var ana = new AccountId(UUID.randomUUID());
        var device = new KnownDevice(UUID.randomUUID(), Map.of(ana, Instant.EPOCH));
        for (var i = 0; i < 3; i++) {
            attempts.take("ana@example.org", "10.0.0.1");
        }

        for (var i = 0; i < 3; i++) {
            attempts.take(ana, device);
        }

        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> attempts.take(ana, device));
        time.advance(WINDOW.dividedBy(3));
        assertThatCode(() -> attempts.take(ana, device)).doesNotThrowAnyException();
    }
}
