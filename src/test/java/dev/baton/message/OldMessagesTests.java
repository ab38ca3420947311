package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was asked and answered is not kept for ever; what it cost is. */
@ServerTest
class OldMessagesTests {

    @Autowired private MessageFixture fixture;
    @Autowired private OldMessages old;
    @Autowired private RetryingTransactions transactions;
    @Autowired private WorkQueue work;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @Test
    void areForgottenNinetyDaysAfterTheirEndButNotWhatTheyCost() {
        ask();
        ask();
        ask();

        assertThat(forget(caller.tenant(), Duration.ofDays(89), 2)).isZero();
        assertThat(forget(caller.tenant(), Duration.ofDays(91), 2)).isEqualTo(2);
        assertThat(forget(caller.tenant(), Duration.ofDays(91), 2)).isEqualTo(1);

        assertThat(messages()).isZero();
        assertThat(fixture.allUsage(caller.tenant())).hasSize(3);
    }

    @Test
    void ofOthersAreLeftAlone() {
        var other = fixture.caller();
        ask();

        forget(other.tenant(), Duration.ofDays(91), 10);

        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void stayWhileTheyWait() {
        var waiting = ask();
        jdbc.update(
                "UPDATE message SET ended_at = NULL, status = 'QUEUED' WHERE tenant_id = ? AND id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(waiting)));

        assertThat(forget(caller.tenant(), Duration.ofDays(400), 10)).isZero();
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void takeWithThemThatTheyWereGivenUp() throws Exception {
        try (var provider = new ScriptedProvider(line -> line.status(501, "{}"))) {
            fixture.remote(caller.tenant(), "down", provider.url(), Timeouts.DEFAULT);
            caller.client().ask("{'agent':'down','input':'x'}", "Prefer", "respond-async");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> work.countDeadLetters(caller.tenant(), "message") == 1);

            assertThat(forget(caller.tenant(), Duration.ofDays(91), 10)).isEqualTo(1);

            assertThat(work.countDeadLetters(caller.tenant(), "message")).isZero();
            assertThat(messages()).isZero();
        }
    }

    private String ask() {
        return caller.client().ask("{'agent':'echo','input':'hello'}").json().path("id").asString();
    }

    private int forget(TenantId tenant, Duration later, int most) {
        var now = Instant.now().plus(later);
        return transactions.call(() -> old.forget(tenant, now, most));
    }

    private int messages() {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM message WHERE tenant_id = ?",
                Integer.class,
                Ids.bytes(caller.tenant().value()));
    }
}
