package dev.baton.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class CanonicalJsonTests {

    /** Of the RFC's appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsTheRfcHasThem(String bits, String text) {
        var number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(CanonicalJson.write(number)).isEqualTo(text);
    }

    @Test
    void sortsMembersByUtf16UnitsAndEscapesOnlyWhatMustBe() {
        var object = new LinkedHashMap<String, Object>();
        object.put("\u20ac", "Euro Sign");
        object.put("\r", "Carriage Return");
        object.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
        object.put("1", "One");
        object.put("\ud83d\ude00", "Emoji: Grinning Face");
        object.put("\u0080", "Control");
        object.put("\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(CanonicalJson.write(object))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                + "\"ö\":\"Latin Small Letter O With Diaeresis\","
                                + "\"€\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
        assertThat(CanonicalJson.write(Arrays.asList("€$\u000f\nA'B\"\\\"/", null, true, Map.of())))
                .isEqualTo("[\"€$\\u000f\\nA'B\\\"\\\\\\\"/\",null,true,{}]");
    }

    @Test
    void knowsNoOrderOfMembersAndKeepsEveryDigit() {
        var one = new LinkedHashMap<String, Object>(Map.of("a", 1L));
        one.put("b", List.of(1.0));
        var other = new LinkedHashMap<String, Object>(Map.of("b", List.of(1L)));
        other.put("a", 1L);

        assertThat(CanonicalJson.hash(one)).isEqualTo(CanonicalJson.hash(other)).hasSize(64);
        assertThat(CanonicalJson.hash((1L << 53) + 1)).isNotEqualTo(CanonicalJson.hash(1L << 53));
    }

    @Test
    void refusesWhatJsonHasNot() {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.write(List.of(new Object())));
    }

    @Test
    void givesUpWhatIsLongerThanItMayBe() {
        var value = List.of(Map.of("a", 1L), "text");

        assertThat(CanonicalJson.write(value, 16)).contains(CanonicalJson.write(value));
        assertThat(CanonicalJson.write(value, 15)).isEmpty();
        assertThat(CanonicalJson.write(Collections.nCopies(Integer.MAX_VALUE, value), 1_000))
                .isEmpty();
    }
}
