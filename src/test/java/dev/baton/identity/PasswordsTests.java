package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is kept of a password. */
class PasswordsTests {

    private final Passwords passwords = new Passwords();

    @Test
    void keepsOnlyASaltedArgon2idHash() {
        var hash = passwords.hash("correct horse battery");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
        assertThat(passwords.hash("correct horse battery")).isNotEqualTo(hash);
        assertThat(passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(passwords.matches("correct horse batterz", hash)).isFalse();
    }

    @Test
    void doesNotHashWhatNoPasswordCanBe() {
        var hash = passwords.hash("correct horse battery");

        assertThat(passwords.matches("x".repeat(1_000_000), hash)).isFalse();
    }
}
