package dev.baton.identity;

import dev.baton.platform.problem.Unavailable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hashes passwords with argon2id. A hash takes some 20 MB and a good part of a core on purpose, so
 * only a few run at a time.
 */
@Component
class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Argon2PasswordEncoder argon2;
    private final Semaphore places =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /** Compared with when there is no account, so that the answer takes as long as with one. */
    private final String nobodys;

    Passwords() {
        this(new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES));
    }

    Passwords(Argon2PasswordEncoder argon2) {
        this.argon2 = argon2;
        this.nobodys = Objects.requireNonNull(argon2.encode("nobody's password"));
    }

    String hash(String password) {
        enter();
        try {
            return Objects.requireNonNull(argon2.encode(password));
        } finally {
            places.release();
        }
    }

    boolean matches(String password, String hash) {
        if (password.length() > PasswordRules.MAX_LENGTH * 2) {
            return false;
        }
        enter();
        try {
            return argon2.matches(password, hash);
        } finally {
            places.release();
        }
    }

    /** Takes the time of a comparison and fails. */
    void matchNobody(String password) {
        matches(password, nobodys);
    }

    private void enter() {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
    }

    /** Too many people sign in at once for this machine. */
    private static final class Busy extends Unavailable {

        Busy() {
            super(503, "sign_in_busy", "Too many sign-ins at once.", PATIENCE);
        }
    }
}
