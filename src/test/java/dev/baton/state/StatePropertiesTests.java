package dev.baton.state;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.BadConfiguration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/** What an operator may set, and that the variable is named where it is wrong. */
class StatePropertiesTests {

    @ParameterizedTest
    @CsvSource({
        "STATE_VALUE_SIZE, 1048577, 1, 30, 10, 100",
        "STATE_VALUE_SIZE, 0, 1, 30, 10, 100",
        "TENANT_STATE_RECORDS, 100, -1, 30, 10, 100",
        "LOCK_TIMEOUT, 100, 1, 0, 10, 100",
        "LOCK_TIMEOUT, 100, 1, 3601, 10, 100",
        "LOCK_WAIT, 100, 1, 30, 61, 100",
        "LOCK_BACK_OFF, 100, 1, 30, 10, 0",
        "LOCK_BACK_OFF, 100, 1, 30, 10, 1001"
    })
    void refusesWhatCannotBe(
            String variable, long size, int records, long time, long wait, long backOff) {
        assertThatThrownBy(() -> properties(size, records, time, wait, backOff))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining(variable);
    }

    @Test
    void takesTheEnds() {
        assertThatCode(
                        () -> {
                            properties(1, 0, 1, 0, 1);
                            properties(1_048_576, 1, 3600, 60, 1000);
                        })
                .doesNotThrowAnyException();
    }

    private static StateProperties properties(
            long size, int records, long time, long wait, long backOff) {
        return new StateProperties(
                DataSize.ofBytes(size),
                records,
                1,
                Duration.ofSeconds(time),
                Duration.ofSeconds(wait),
                Duration.ofMillis(backOff));
    }
}
