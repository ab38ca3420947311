package dev.baton.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;

class ActionHashTests {

    @Test
    void isOfTheCanonicalJson() throws Exception {
        var canonical = "{\"arguments\":{\"a\":[1,true,null],\"b\":\"x\\n\"},\"definition\":\"d\"}";
        var digest = MessageDigest.getInstance("SHA-256");

        assertThat(hash("d", "{ \"b\": \"x\\u000a\", \"a\": [1, true, null] }"))
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        digest.digest(canonical.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"amount\":1}|{\"amount\":82000}",
                "{\"amount\":1}|{\"amount\":\"1\"}",
                "{\"amount\":1}|{\"amount\":1.0}",
                "{\"amount\":9007199254740993}|{\"amount\":9007199254740992}",
                "{\"a\":{\"b\":1}}|{\"a\":{},\"b\":1}",
                "{\"a\":[\"b\",\"c\"]}|{\"a\":[\"b,c\"]}",
                "{}|[]",
                "{\"a\":null}|{}"
            })
    void tellsActionsApart(String one, String other) {
        assertThat(hash("d", one)).isNotEqualTo(hash("d", other));
    }

    @Test
    void tellsWhatIsCalledApart() {
        assertThat(hash("one", "{}")).isNotEqualTo(hash("other", "{}"));
    }

    @Test
    void tellsAmountsApart() {
        var arguments = ExactArguments.read("{}");

        assertThat(
                        Stream.of(
                                        null,
                                        Amount.of(0L, ""),
                                        Amount.of(1L, ""),
                                        Amount.of(1L, "EUR"),
                                        Amount.of(1L, "THB"),
                                        Amount.of(82_000L, "EUR"))
                                .map(amount -> ActionHash.of("d", arguments, amount)))
                .doesNotHaveDuplicates();
        assertThat(ActionHash.of("d", arguments, Amount.of(1.0, "EUR")))
                .isEqualTo(ActionHash.of("d", arguments, Amount.of(1L, "EUR")));
    }

    @Test
    void isTheSameAfterTheArgumentsWereKept() {
        var arguments = "{\"b\":1.50,\"a\":1e21,\"c\":\"\u0e01\"}";
        var kept = ExactArguments.read(arguments).toString();

        assertThat(hash("d", kept)).isEqualTo(hash("d", arguments));
    }

    @Test
    void showsWhatWouldHide() {
        var shown = ExactArguments.pretty("{\"to\":\"a\u202eb\u200bc\u00a0d\",\"n\":1.50}");

        assertThat(shown)
                .contains("a\\u202eb\\u200bc\\u00a0d", "1.50")
                .doesNotContain("\u202e", "\u200b", "\u00a0");
        assertThat(ExactArguments.pretty("{\"a\":\"\u0e01\u0e33 \ud83d\ude00\"}"))
                .contains("\u0e01\u0e33 \ud83d\ude00");
    }

    private static String hash(String definition, String json) {
        return ActionHash.of(definition, ExactArguments.read(json));
    }
}
