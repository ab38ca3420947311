package dev.baton.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version a caller has seen. */
class IfMatchTests {

    @Test
    void readsTheTagsItGives() {
        assertThat(IfMatch.version(IfMatch.tag(7))).isEqualTo(7);
        assertThat(IfMatch.version(" W/\"7\" ")).isEqualTo(7);
        assertThat(IfMatch.seen("\"7\"", 9)).isEqualTo(7);
    }

    @Test
    void takesWhateverThereIsWhereNoneIsAskedFor() {
        assertThat(IfMatch.version(null)).isNull();
        assertThat(IfMatch.version("*")).isNull();
        assertThat(IfMatch.seen(null, 9)).isEqualTo(9);
        assertThat(IfMatch.seen(" * ", 9)).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "\"7\", \"8\"", "99999999999999999999"})
    void matchesNoVersionByAForeignTag(String tag) {
        assertThat(IfMatch.version(tag)).isEqualTo(-1);
    }
}
