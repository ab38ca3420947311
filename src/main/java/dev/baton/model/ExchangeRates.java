package dev.baton.model;

import dev.baton.platform.cache.Caches;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What a US dollar is worth in other currencies, from a date on; written by the operators. */
@Repository
class ExchangeRates {

    static final String BASE = "USD";

    private final JdbcClient jdbc;
    private final LoadingCache<String, List<ExchangeRate>> cache;

    ExchangeRates(JdbcClient jdbc, Caches caches) {
        this.jdbc = jdbc;
        this.cache =
                caches.make(
                        "exchange_rates",
                        Caffeine.newBuilder()
                                .maximumSize(500)
                                .expireAfterWrite(Duration.ofMinutes(10)),
                        this::load);
    }

    /** What one unit of a currency was worth in another at a time; empty when nobody said. */
    Optional<BigDecimal> factor(String from, String to, Instant when) {
        if (from.equals(to)) {
            return Optional.of(BigDecimal.ONE);
        }
        return rate(from, when)
                .flatMap(
                        one ->
                                rate(to, when)
                                        .map(other -> other.divide(one, MathContext.DECIMAL64)));
    }

    /** All that were ever written, by currency, newest first. */
    List<ExchangeRate> all() {
        return jdbc.sql("SELECT * FROM exchange_rate ORDER BY currency, effective_from DESC")
                .query(ExchangeRates::row)
                .list();
    }

    void add(ExchangeRate rate, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO exchange_rate (currency, effective_from, rate, created_at)
                        VALUES (?, ?, ?, ?)
                        ON DUPLICATE KEY UPDATE rate = ?, created_at = ?
                        """)
                .params(
                        rate.currency(),
                        utc(rate.effectiveFrom()),
                        rate.rate(),
                        utc(now),
                        rate.rate(),
                        utc(now))
                .update();
    }

    void forget() {
        cache.invalidateAll();
    }

    private Optional<BigDecimal> rate(String currency, Instant when) {
        if (currency.equals(BASE)) {
            return Optional.of(BigDecimal.ONE);
        }
        return cache.get(currency).stream()
                .filter(rate -> !rate.effectiveFrom().isAfter(when))
                .findFirst()
                .map(ExchangeRate::rate);
    }

    private List<ExchangeRate> load(String currency) {
        return jdbc.sql(
                        """
                        SELECT * FROM exchange_rate WHERE currency = ?
                        ORDER BY effective_from DESC
                        """)
                .param(currency)
                .query(ExchangeRates::row)
                .list();
    }

    private static ExchangeRate row(ResultSet row, int number) throws SQLException {
        return new ExchangeRate(
                row.getString("currency"),
                row.getObject("effective_from", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getBigDecimal("rate"));
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
