package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IconsTests {

    private final Icons icons = new Icons();

    @Test
    void drawsAnIconThatScreenReadersPassBy() {
        assertThat(icons.svg("home", 20, "big"))
                .startsWith("<svg class=\"glyph big\" width=\"20\" height=\"20\"")
                .contains("aria-hidden=\"true\"", "<path")
                .doesNotContain("\n", "M0 0h24v24H0z");
    }

    @Test
    void refusesANameThatNoIconHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> icons.svg("no-such-thing"))
                .withMessageContaining("no-such-thing");
    }

    @Test
    void refusesANameThatLeavesTheFolder() {
        assertThatIllegalArgumentException().isThrownBy(() -> icons.svg("../filled/home"));
    }
}
