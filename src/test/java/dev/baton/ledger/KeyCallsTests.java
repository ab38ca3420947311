package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.MessageFixture;
import dev.baton.message.ServerTest;
import dev.baton.model.TokenUsage;
import dev.baton.platform.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Tag("database")
@ServerTest
class KeyCallsTests {

    @Autowired private MessageFixture fixture;
    @Autowired private LedgerFixture ledger;
    @Autowired private KeyCalls calls;

    @Test
    void countsTheCallsOfTheKeysItIsAskedFor() {
        var tenant = fixture.caller().tenant();
        var one = Ids.next();
        var other = Ids.next();
        for (var key : List.of(one, other, other, Ids.next())) {
            var call = LedgerFixture.call(tenant, Ids.next(), key, null, null, "demo");
            ledger.record(
                    List.of(
                            LedgerFixture.usage(
                                    call,
                                    Instant.now(),
                                    new TokenUsage(10, 0, 5, false),
                                    1,
                                    1,
                                    UsageStatus.COMPLETED)));
        }

        assertThat(calls.ofLastDay(tenant, List.of(other))).hasValue(2);
        assertThat(calls.ofLastDay(tenant, List.of(one, other))).hasValue(3);
        assertThat(calls.ofLastDay(tenant, List.of(Ids.next()))).hasValue(0);
    }

    @Test
    void tellsNothingWhileTheSumsCannotBeRead() {
        var away = new JdbcTemplate(new DriverManagerDataSource("jdbc:nowhere:"));
        var blind = new KeyCalls(new UsageStatistics(away), Clock.systemUTC());
        var tenant = fixture.caller().tenant();

        assertThat(blind.ofLastDay(tenant, List.of(Ids.next()))).isEmpty();
        assertThat(blind.ofLastDay(tenant, List.of(Ids.next(), Ids.next()))).isEmpty();
    }
}
