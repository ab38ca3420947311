package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MoneyTests {

    @Test
    void tellsEveryDigitAndNoNeedlessZero() {
        assertThat(new Money(15, "USD").text()).isEqualTo("0.000000015");
        assertThat(new Money(1_500_000_000, "USD").text()).isEqualTo("1.50");
        assertThat(new Money(100_000_000_000L, "USD").text()).isEqualTo("100.00");
        assertThat(new Money(0, "USD").text()).isEqualTo("0.00");
    }

    @Property
    void losesNothingInItsText(@ForAll long nanos) {
        assertThat(new BigDecimal(new Money(nanos, "USD").text()).movePointRight(9).longValueExact())
                .isEqualTo(nanos);
    }
}
