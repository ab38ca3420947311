package dev.baton.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class AmountTests {

    @Test
    void isTheSameHoweverItIsWritten() {
        assertThat(Amount.of(500L, "EUR")).isEqualTo(Amount.of(500.0, "EUR"));
        assertThat(Amount.of(0.1 + 0.2, "EUR").value()).isEqualTo(new BigDecimal("0.3"));
        assertThat(Amount.of(Amount.LARGEST.longValueExact(), "").value())
                .isEqualByComparingTo(Amount.LARGEST);
        assertThat(Amount.of(82_000L, "").told(new BigDecimal("500"))).isEqualTo("500");
        assertThat(Amount.of(0L, "EUR").told(new BigDecimal("0.5"))).isEqualTo("0.5 EUR");
    }

    static Stream<Object> none() {
        return Stream.of(
                "500",
                true,
                List.of(500L),
                Map.of(),
                -1L,
                -0.01,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                1e16);
    }

    @ParameterizedTest
    @MethodSource("none")
    void isNothingButANumberFromZeroOn(Object value) {
        assertThatThrownBy(() -> Amount.of(value, "EUR"))
                .isInstanceOf(AmountInvalid.class)
                .hasMessageContaining("amount");
    }

    @Test
    void isThere() {
        assertThatThrownBy(() -> Amount.of(null, "EUR"))
                .isInstanceOf(AmountInvalid.class)
                .hasMessageContaining("null");
    }
}
