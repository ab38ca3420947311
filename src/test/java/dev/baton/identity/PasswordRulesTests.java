package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords are taken. */
class PasswordRulesTests {

    private static final Email OWNER = new Email("ana.lopez@example.org");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "sieben zwerge 7",
                "รหัสผ่านที่ยาวพอ",
                "aB3$aB3$aB3$x",
                "my password is a poem"
            })
    void takesLongOnes(String password) {
        assertThatCode(() -> PasswordRules.check(password, OWNER)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'',too_short",
        "short one,too_short",
        "ana.lopez@example.org,is_email",
        "x ANA.LOPEZ@example.org,is_email",
        "ana.lopez2026!!,is_email",
        "aaaaaaaaaaaa,too_common",
        "121212121212,too_common",
        "Password2026!,too_common",
        "passwordpassword,too_common",
        "1234567890123,too_common",
        "qwertyuiop123,too_common"
    })
    void refusesThoseThatWouldBeGuessed(String password, String reason) {
        assertThatExceptionOfType(PasswordRefused.class)
                .isThrownBy(() -> PasswordRules.check(password, OWNER))
                .satisfies(
                        it ->
                                org.assertj.core.api.Assertions.assertThat(
                                                it.fields().getFirst().code())
                                        .isEqualTo(reason));
    }

    @Test
    void refusesWhatNobodyTypes() {
        assertThatExceptionOfType(PasswordRefused.class)
                .isThrownBy(() -> PasswordRules.check("long word ".repeat(13), OWNER));
    }
}
