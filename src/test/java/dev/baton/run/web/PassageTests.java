package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;

class PassageTests {

    private static final String LETTER = "Dear Ms Nakamura,\n\nyour parcel is late.";

    @Test
    void textsOfSeveralLinesOrManyLettersAreReadByTheirPlace() {
        var words = "x".repeat(80);

        assertThat(Passage.in(Map.of("body", Map.of("letters", List.of("short", LETTER, words)))))
                .containsExactly(
                        new Passage("body.letters.1", LETTER),
                        new Passage("body.letters.2", words));
        assertThat(Passage.in(LETTER)).containsExactly(new Passage("", LETTER));
        assertThat(Passage.in(null)).isEmpty();
        assertThat(Passage.in(Map.of("status", 200, "ok", "yes\n"))).isEmpty();
    }

    @Test
    void whatIsSaidIsReadUnderWhoSaysIt() {
        var said = List.of(Map.of("role", "user", "content", "Hello"));

        assertThat(Passage.in(Map.of("messages", said)))
                .containsExactly(new Passage("user", "Hello"));
    }

    @Test
    void ofMuchOnlyTheBeginningIsRead() {
        assertThat(Passage.in(Collections.nCopies(100, LETTER))).hasSize(12);
        assertThat(Passage.in(Collections.nCopies(100, "x".repeat(6_000)))).hasSize(2);
        assertThat(Passage.in("😀".repeat(5_000)))
                .singleElement()
                .satisfies(it -> assertThat(it.text()).hasSize(6_001).endsWith("😀…"));
        assertThat(Passage.in("a" + "😀".repeat(5_000)))
                .singleElement()
                .satisfies(it -> assertThat(it.text()).hasSize(6_000).endsWith("😀…"));
    }
}
