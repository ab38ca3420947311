package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TimeZone;

class FormatsTests {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Formats formats =
            new Formats(MessageBundles.messageSource(), Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void forgetTheReader() {
        LocaleContextHolder.resetLocaleContext();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0             | 0.00 USD
                    1830000       | 0.0019 USD
                    1             | 0.000000001 USD
                    21400000      | 0.0214 USD
                    312000000     | 0.312 USD
                    500000000     | 0.50 USD
                    1234567890000 | 1,234.57 USD
                    -31400000000  | -31.40 USD
                    """)
    void neverShowsACheapCallAsFree(long nanos, String shown) {
        read("en", "UTC");

        assertThat(formats.money(nanos, "USD")).hasToString(shown.replace(' ', '\u00a0'));
    }

    @Test
    void keepsTheExactAmountForHover() {
        read("en", "UTC");

        assertThat(formats.money(1_830_000, "USD").exact()).isEqualTo("0.00183\u00a0USD");
    }

    @Test
    void writesNumbersAsTheReaderDoes() {
        read("es", "UTC");

        assertThat(formats.number(1234)).isEqualTo("1.234");
        assertThat(formats.number(OptionalLong.of(1234))).isEqualTo("1.234");
        assertThat(formats.number(OptionalLong.empty())).isEqualTo("–");
        assertThat(formats.money(1_234_560_000_000L, "USD").text()).isEqualTo("1.234,56\u00a0USD");
        assertThat(formats.tokens(1_482_210).text()).isEqualTo("1,5\u00a0M");
    }

    @ParameterizedTest
    @CsvSource({"1,100%", "0.99996,99.9%", "0.5,50%", "0,0%"})
    void saysHundredPercentOnlyForAll(double share, String shown) {
        read("en", "UTC");

        assertThat(formats.percent(share)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "12,12 ms",
        "999,999 ms",
        "1000,1 s",
        "3440,3.4 s",
        "59999,60 s",
        "125000,2 min 5 s",
        "7200000,2 h",
        "12000000,3 h 20 min",
        "187200000,2 d 4 h"
    })
    void tellsDurationsInTwoUnitsAtMost(long millis, String shown) {
        read("en", "UTC");

        assertThat(formats.millis(millis)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"en,340 ms", "es,340 ms", "th,340 มิลลิวินาที"})
    void tellsMillisecondsInTheReadersLanguage(String language, String shown) {
        read(language, "UTC");

        assertThat(formats.millis(340)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "en,2026-11-20T09:59:55Z,just now",
        "en,2026-11-20T09:57:00Z,3 min ago",
        "es,2026-11-20T09:57:00Z,hace 3 min",
        "th,2026-11-20T09:57:00Z,3 นาทีที่แล้ว",
        "en,2026-11-20T08:00:01Z,1 h ago",
        "en,2026-11-22T10:00:00Z,in 2 d",
        "en,2026-11-20T11:59:00Z,in 2 h",
        "es,2026-11-20T11:59:00Z,en 2 h",
        "th,2026-11-20T11:59:00Z,อีก 2 ชม.",
        "en,2026-11-20T11:29:59Z,in 1 h",
        "en,2026-11-20T10:59:40Z,in 1 h",
        "en,2026-11-20T10:00:29.600Z,in 30 s",
        "en,2026-11-21T09:45:00Z,in 1 d",
        "en,2026-12-20T09:00:00Z,'Dec 20, 2026'",
        "en,2026-10-01T10:00:00Z,'Oct 1, 2026'"
    })
    void tellsTimesFromNow(String language, Instant instant, String shown) {
        read(language, "UTC");

        assertThat(formats.relative(instant)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"en,November 2026", "es,noviembre 2026", "th,พฤศจิกายน 2026"})
    void namesAMonth(String language, String shown) {
        read(language, "UTC");

        assertThat(formats.month(YearMonth.of(2026, 11))).isEqualTo(shown);
    }

    @Test
    void namesTheZoneOfTheReaderAndUtc() {
        read("en", "Asia/Bangkok");

        assertThat(formats.exact(NOW))
                .isEqualTo("Nov 20, 2026 17:00:00 Asia/Bangkok · Nov 20, 2026 10:00:00 UTC");
    }

    @Test
    void countsThaiYearsAsEverybodyElse() {
        read("th", "UTC");

        assertThat(formats.date(LocalDate.of(2026, 11, 20))).isEqualTo("20 พ.ย. 2026");
    }

    @Test
    void tellsNoTimeWhereThereIsNone() {
        assertThat(formats.time(null, "relative").text()).isEqualTo("–");
    }

    @Test
    void shortensAnIdInItsMiddle() {
        assertThat(formats.shortId("019a3f6e-7c1b-7d42-9e0a-4b1f52c877f0"))
                .isEqualTo("019a3f…77f0");
        assertThat(formats.shortId("assistant")).isEqualTo("assistant");
    }

    private static void read(String language, String zone) {
        LocaleContextHolder.setLocale(Locale.of(language));
        LocaleContextHolder.setTimeZone(TimeZone.getTimeZone(zone));
    }
}
