package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.event.EventLog;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.run.RunRecord.Leaving;
import dev.baton.work.Claim;
import dev.baton.work.LeaseLost;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An instance that stood still for longer than its lease writes nothing of a run when it goes on.
 */
@ServerTest
class StaleOwnerTests {

    @Autowired private MessageFixture fixture;
    @Autowired private RunPart part;
    @Autowired private Runs runs;
    @Autowired private EventLog events;
    @Autowired private RetryingTransactions transactions;
    @Autowired private JdbcTemplate jdbc;

    private Peer peer;
    private Caller caller;
    private RunId run;
    private String id;

    @BeforeEach
    void underWay() {
        peer = new Peer();
        caller = fixture.caller();
        peer.hold("/slow");
        id =
                new RunClient(caller.client())
                        .begin(
                                """
                                {'id': 'slow', 'kind': 'http', 'method': 'POST', 'url': '%s/slow'}
                                """
                                        .formatted(peer.url()),
                                "{}");
        run = new RunId(caller.tenant(), UUID.fromString(id));
        await().until(() -> peer.count("/slow") == 1);
    }

    @AfterEach
    void hangUp() {
        peer.let("/slow");
        peer.close();
    }

    @Test
    void tellsHowFarItIsWhileTheRunIsIts() {
        write(progressed(fence()));

        assertThat(runs.find(run).orElseThrow().summary().currentStep()).isEqualTo("told");
        await().untilAsserted(
                        () ->
                                assertThat(events.after(caller.tenant(), "run.progressed", 0, 10))
                                        .anyMatch(event -> event.data().contains("told")));
    }

    @Test
    void writesNothingOfARunThatIsAnothersNow() {
        assertThatThrownBy(() -> write(progressed(fence() - 1))).isInstanceOf(LeaseLost.class);

        assertThat(runs.find(run).orElseThrow().summary().currentStep()).isEqualTo("slow");
    }

    private void write(RunRecord record) {
        transactions.run(() -> part.write(List.of(record)));
    }

    /** What is told without anything that has happened: the journal does not get a row. */
    private RunRecord progressed(long fence) {
        var now = runs.find(run).orElseThrow();
        var summary = told(now.summary());
        return new RunRecord.Appended(
                now.head(),
                new Claim(RunWorker.QUEUE, run.tenant(), run.value(), 1, fence, null),
                List.of(),
                summary,
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                new Leaving.No(),
                List.of(RunEvents.progressed(now.head(), summary, "USD")),
                new RunRecord.Listener() {
                    @Override
                    public void written() {}

                    @Override
                    public void refused(Throwable reason) {}
                });
    }

    private static RunSummary told(RunSummary summary) {
        return new RunSummary(
                summary.status(),
                summary.startedAt(),
                summary.endedAt(),
                summary.version(),
                "told",
                summary.progress(),
                summary.dueAt(),
                summary.asks(),
                summary.attempts(),
                summary.costNanos(),
                summary.tokensIn(),
                summary.tokensOut(),
                summary.error());
    }

    private long fence() {
        return jdbc.queryForObject(
                "SELECT fence FROM work_item WHERE tenant_id = ? AND queue = 'run' AND id = ?",
                Long.class,
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()));
    }
}
