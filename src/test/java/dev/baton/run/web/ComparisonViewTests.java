package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.run.Differences;
import dev.baton.run.web.ComparisonView.Change;
import dev.baton.run.web.ComparisonView.Part;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class ComparisonViewTests {

    @Test
    void countsWhatFindsNoRoom() {
        var part = part(many("a".repeat(5_000)), many("b".repeat(5_000)));

        assertThat(part.changes()).hasSize(4);
        assertThat(part.leftOut()).isEqualTo(56);
        assertThat(part(many("a"), many("b")).changes()).hasSize(50);
    }

    @Test
    void tellsWhereLongTextsDifferHoweverFarBehind() {
        var same = "same ".repeat(20_000);

        var part = part(same + "one end", same + "other end");

        assertThat(part.changes())
                .singleElement()
                .extracting(Change::text)
                .returns("one", TextChange::before)
                .returns("other", TextChange::after)
                .returns(" end", TextChange::trail);
    }

    private static Part part(Object before, Object after) {
        return Part.of("result", Differences.of(before, after, 50));
    }

    private static List<String> many(String text) {
        return IntStream.range(0, 60).mapToObj(_ -> text).toList();
    }
}
