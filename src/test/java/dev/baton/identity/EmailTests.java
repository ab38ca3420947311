package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, in the one form they are kept in. */
class EmailTests {

    @Test
    void isTheSameHoweverItWasTyped() {
        assertThat(new Email(" Ana@Example.ORG ")).isEqualTo(new Email("ana@example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "ana", "@example.org", "ana@", "a b@example.org", "a@b@c", "<a@b>"})
    void isNoOtherText(String text) {
        assertThat(Email.parse(text)).isEmpty();
    }

    @Test
    void isNotNothing() {
        assertThat(Email.parse(null)).isEmpty();
        assertThat(Email.parse("a".repeat(250) + "@example.org")).isEmpty();
    }
}
