package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DeadlockLoserDataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class OutageTests {

    @ParameterizedTest
    @ValueSource(ints = {3, 1021, 1114, 1290, 1836})
    void aDatabaseThatIsFullOrReadOnlyTakesNothing(int code) {
        var failure = new SQLException("no", "HY000", code);

        assertThat(Outage.is(new UncategorizedSQLException("batch", null, failure))).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayOrBusyTakesNothing() {
        assertThat(Outage.is(new CannotCreateTransactionException("away"))).isTrue();
        assertThat(Outage.is(new DataAccessResourceFailureException("away"))).isTrue();
        assertThat(Outage.is(new DeadlockLoserDataAccessException("busy", null))).isTrue();
        assertThat(Outage.is(new RuntimeException(new SQLException("lost", "08S01", 0)))).isTrue();
    }

    @Test
    void aRecordThatDoesNotFitIsRefused() {
        assertThat(Outage.is(new DataIntegrityViolationException("too long"))).isFalse();
        assertThat(Outage.is(new DuplicateKeyException("twice"))).isFalse();
        assertThat(Outage.is(new IllegalStateException("a fault of ours"))).isFalse();
        assertThat(Outage.is(new RuntimeException(new SQLException("odd", null, 1406)))).isFalse();
    }
}
