package dev.baton.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

/** Where people are told that arguments differ. */
class ArgumentDifferencesTests {

    @Test
    void namesThePlaceOfEachValue() {
        assertThat(
                        between("{'a':[{'b':1},2]}", "{'a':[{'b':2}],'c':null}").listed().stream()
                                .map(ArgumentDifferences.Difference::path))
                .containsExactly("a[0].b", "a[1]", "c");
        assertThat(between("1", "2").listed())
                .containsExactly(new ArgumentDifferences.Difference("", "1", "2"));
    }

    @Test
    void hidesNothingInTheNameOfAPlace() {
        assertThat(between("{}", "{'a\u202eb\u200bc\\nd':1}").listed())
                .singleElement()
                .extracting(ArgumentDifferences.Difference::path)
                .isEqualTo("a\\u202eb\\u200bc\\nd");
    }

    @Test
    void countsWhatItDoesNotList() {
        var many = new StringBuilder("[0");
        for (var at = 1; at < 40; at++) {
            many.append(",").append(at);
        }

        var found = between("[]", many + "]");

        assertThat(found.listed()).hasSize(30);
        assertThat(found.leftOut()).isEqualTo(10);
    }

    @Test
    void writesNoMoreThanCanBeShown() {
        var json = "{\"a\":[1,2],\"b\":\"\u202e\"}";
        var whole = ExactArguments.pretty(json);

        assertThat(ExactArguments.pretty(json, whole.length())).contains(whole);
        assertThat(ExactArguments.pretty(json, whole.length() - 1)).isEmpty();
        assertThat(ExactArguments.pretty("{\"a\":".repeat(400) + "1" + "}".repeat(400), 8_000))
                .isEmpty();
    }

    private static ArgumentDifferences between(String before, String after) {
        return ArgumentDifferences.between(read(before), read(after));
    }

    private static JsonNode read(String json) {
        return ExactArguments.read(json.replace('\'', '"'));
    }
}
