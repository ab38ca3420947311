package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/** Values as people read them. */
class PrettyJsonTests {

    @Test
    void writesAShortValueWhole() {
        var json = PrettyJson.written(Map.of("a", List.of(1, 2)));

        assertThat(json.text()).contains("\"a\"", "1", "2");
        assertThat(json.isCut()).isFalse();
        assertThat(json.isLong()).isFalse();
        assertThat(PrettyJson.written(null).text()).isEqualTo("null");
        assertThat(PrettyJson.of(null)).isNull();
    }

    @Test
    void writesNoMoreOfALargeValueThanIsShown() {
        var endless = new Endless();

        var json = PrettyJson.written(endless, 1_000);

        assertThat(json.text()).hasSize(1_000);
        assertThat(json.isCut()).isTrue();
        assertThat(endless.read).isLessThan(20_000);
        assertThat(PrettyJson.brief(new Endless())).hasSize(161).endsWith("…");
    }

    @Test
    void cutsNoLetterInHalf() {
        assertThat(PrettyJson.written("😀😀", 4).text()).isEqualTo("\"😀");
    }

    private static final class Endless extends AbstractList<Integer> {

        private int read;

        @Override
        public Integer get(int index) {
            read++;
            return index;
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }
    }
}
