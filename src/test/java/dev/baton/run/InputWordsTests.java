package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What of an input is kept for lists, and what is looked for in it. */
class InputWordsTests {

    @Test
    void areWhatValuesSayWithoutTheirNames() {
        assertThat(
                        InputWords.of(
                                Map.of(
                                        "order",
                                        List.of(4711L, Map.of("by", "Ada Lovelace"), true))))
                .isEqualTo("4711\nada lovelace\ntrue\n");
        assertThat(InputWords.of(Map.of())).isEmpty();
        var some = new ArrayList<Object>();
        some.add(null);
        some.add("last");
        assertThat(InputWords.of(Map.of("some", some))).isEqualTo("last\n");
    }

    @Test
    void areWrittenTheSameHoweverTheyCome() {
        assertThat(InputWords.of(Map.of("a", "Cafe\u0301 ＡＢＣ Straße น\u0e33")))
                .isEqualTo("café abc straße น\u0e4d\u0e32\n");
        assertThat(InputWords.patterns("CAFÉ น\u0e4d\u0e32"))
                .containsExactly("%café%", "%น\u0e4d\u0e32%");
    }

    @Test
    void endWhereTheColumnDoes() {
        var face = "😀";
        var kept = InputWords.of(Map.of("a", "x".repeat(InputWords.LETTERS - 1) + face));

        assertThat(kept).isEqualTo("x".repeat(InputWords.LETTERS - 1));
        assertThat(InputWords.of(Map.of("a", "\ufdfa".repeat(InputWords.LETTERS))))
                .hasSize(InputWords.LETTERS);
        assertThat(InputWords.of(Map.of("a", "x".repeat(1_000_000), "b", "y".repeat(1_000_000))))
                .hasSize(InputWords.LETTERS);
    }

    @Test
    void meanWhatIsTyped() {
        assertThat(InputWords.patterns(" 50%  a_b\u3000a\\b a_b "))
                .containsExactly("%50\\%%", "%a\\_b%", "%a\\\\b%");
        assertThat(InputWords.patterns("  ")).isEmpty();
    }
}
