package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTests {

    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Retry-After    | 7                             | PT7S
                    Retry-After    | 0.2                           | PT1S
                    Retry-After    | 86400                         | PT24H
                    Retry-After    | 86401                         | PT24H
                    Retry-After    | 1e30                          | PT24H
                    Retry-After    | Fri, 27 Nov 2026 10:00:30 GMT | PT30S
                    Retry-After    | Fri, 27 Nov 2026 09:00:00 GMT | PT0S
                    Retry-After    | Sat, 27 Nov 2027 10:00:00 GMT | PT24H
                    retry-after-ms | 1500                          | PT1.5S
                    retry-after-ms | 86400001                      | PT24H
                    retry-after-ms | 1e30                          | PT24H
                    """)
    void isADayAtMost(String header, String value, Duration wait) {
        assertThat(RetryAfter.of(only(header, value), NOW)).contains(wait);
    }

    @ParameterizedTest
    @CsvSource({"-1", "soon", "''"})
    void isNotSaidWhereItCannotBeRead(String value) {
        assertThat(RetryAfter.of(only("Retry-After", value), NOW)).isEmpty();
    }

    private static Function<String, Optional<String>> only(String header, String value) {
        return name -> name.equals(header) ? Optional.of(value) : Optional.empty();
    }
}
