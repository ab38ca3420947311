package dev.baton.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.BadConfiguration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class MasterKeysTests {

    private static final String STRONG = "kT0v1fY8m3q7WcZ2xR9uB4nJ6hL5sD1gPaEoQiVw";

    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging"})
    void refusesToStartWithoutAKeyOutsideDevelopment(String environment) {
        assertRefused(environment, "", "SECRET_KEY is not set.");
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "staging", "production"})
    void refusesAShortKeyEverywhere(String environment) {
        assertRefused(environment, STRONG.substring(0, 31), "SECRET_KEY is shorter than 32 bytes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change-me-please-change-me-please-xyz",
                "CHANGE_ME_TO_AT_LEAST_32_RANDOM_BYTES",
                "your-secret-key-of-at-least-32-bytes",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "f3Kq9ZtWf3Kq9ZtWf3Kq9ZtWf3Kq9ZtWf3Kq9ZtW",
                "abababababcabababababcabababababcababcab",
                "passwordpasswordpasswordpassword1A2B3C4D",
                "0123456789abcdef0123456789ABCDEFGHIJKLMN"
            })
    void refusesADefaultOrWeakKeyInProduction(String key) {
        assertRefused(
                "production", key, "SECRET_KEY is a default, an example or too easy to guess.");
        assertThat(keys("development", key, "").current()).isNotNull();
    }

    @Test
    void refusesAMisspeltEnvironment() {
        assertThatThrownBy(() -> keys("prod", STRONG, ""))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageStartingWith("ENVIRONMENT ");
    }

    @Test
    void refusesAShortPreviousKey() {
        assertThatThrownBy(() -> keys("production", STRONG, "short"))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageStartingWith("SECRET_KEY_PREVIOUS ");
    }

    @Test
    void keepsTheKeyThatDevelopmentMadeForItself() throws Exception {
        var first = keys("development", "", "").current().id();

        assertThat(keys("development", "", "").current().id()).isEqualTo(first);
        var file = home.resolve("secret.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(home.toFile().list()).containsExactly("secret.key");
    }

    @Test
    void neverReplacesADamagedKeyFile() throws Exception {
        Files.writeString(home.resolve("secret.key"), "cut");

        assertThatThrownBy(() -> keys("development", "", "")).isInstanceOf(BadConfiguration.class);
        assertThat(home.resolve("secret.key")).hasContent("cut");
    }

    @Test
    void understandsThePreviousKeys() {
        var old = keys("development", STRONG + "-old", "").current().id();
        var older = keys("development", STRONG + "-older", "").current().id();

        var rotated = keys("production", STRONG, STRONG + "-old, " + STRONG + "-older");

        assertThat(rotated.get(old).id()).isEqualTo(old);
        assertThat(rotated.get(older).id()).isEqualTo(older);
        assertThatThrownBy(() -> rotated.get("0000000000000000")).isInstanceOf(MasterKeyLost.class);
    }

    @Test
    void tellsNoSecret() {
        var properties = new VaultProperties(STRONG, STRONG, "production", home);

        assertThat(properties.toString()).doesNotContain(STRONG);
        assertThat(new MasterKeys(properties).current().toString()).doesNotContain(STRONG);
    }

    private void assertRefused(String environment, String key, String sentence) {
        assertThatThrownBy(() -> keys(environment, key, ""))
                .isInstanceOf(BadConfiguration.class)
                .hasMessage(sentence);
    }

    private MasterKeys keys(String environment, String key, String previous) {
        return new MasterKeys(new VaultProperties(key, previous, environment, home));
    }
}
