package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.RecordedStatements;
import dev.baton.RecordedStatements.Recorded;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is asked of the database for an endpoint with very many deliveries: whoever plans deliveries
 * waits while it is locked.
 */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WebhookStatementsTests {

    private static final String NOBODY = "http://127.0.0.1:65001/";

    @Autowired private WebhookBench bench;
    @Autowired private DeliveryStore store;
    @Autowired private BacklogStore backlogs;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private RetryingTransactions transactions;

    @Test
    void findThoseThatQueueByTheirTurns() {
        var id = bench.endpoint(NOBODY);
        var now = bench.clock.instant();

        var asked =
                RecordedStatements.during(
                        () -> {
                            store.lastTurn(id, now);
                            store.queued(id, Turn.endOf(now), now.plusSeconds(9), 500);
                        });

        assertThat(asked).hasSize(2).allSatisfy(it -> by(it, "delivery_by_turn"));
    }

    @Test
    void lockNothingMoreWhenNoneQueues() {
        var id = bench.endpoint(NOBODY);
        bench.activate(id);
        transactions.run(() -> bench.release.begin(id));

        var asked =
                RecordedStatements.during(() -> bench.work.work(id.tenant(), bench.release));

        assertThat(asked).filteredOn(WebhookStatementsTests::locksTheEndpoint).hasSize(1);
    }

    @Test
    void hurryMoreThanOnePartOfThoseThatQueue() {
        var id = bench.endpoint(NOBODY);
        bench.activate(id);
        var now = bench.clock.instant();
        var queued =
                IntStream.range(0, 1_100)
                        .mapToObj(n -> WebhookBench.delivery(id, n, DeliveryStatus.PENDING))
                        .toList();
        store.add(queued);
        jdbc.batchUpdate(
                "UPDATE webhook_delivery SET turn_at = ? WHERE tenant_id = ? AND id = ?",
                queued.stream()
                        .map(
                                it ->
                                        new Object[] {
                                            Utc.of(now.plusSeconds(1 + it.sequence() / 7)),
                                            Ids.bytes(id.tenant().value()),
                                            Ids.bytes(it.id())
                                        })
                        .toList());
        transactions.run(() -> bench.release.begin(id));

        bench.work.work(id.tenant(), bench.release);

        assertThat(store.lastTurn(id, now)).isEmpty();
        assertThat(bench.work.queue().count(id.tenant(), DeliveryWorker.QUEUE, 2_000))
                .isEqualTo(1_100);
    }

    @Test
    void countWhatWasGivenUpInTheIndexAlone() {
        var id = bench.endpoint(NOBODY);

        var counted =
                RecordedStatements.during(
                        () -> backlogs.countGivenUp(id, Instant.EPOCH, bench.clock.instant()));

        assertThat(counted)
                .singleElement()
                .satisfies(it -> by(it, "delivery_by_status"))
                .satisfies(it -> assertThat(it.plan().getFirst().extra()).contains("Using index"));
    }

    @Test
    void countBeforeTheLockAndForAKnownWishNotAtAll() {
        var id = bench.endpoint(NOBODY);
        var wish = Ids.next();

        var first = resendGivenUp(id, wish);
        var again = resendGivenUp(id, wish);

        assertThat(first).filteredOn(WebhookStatementsTests::counts).hasSize(1);
        assertThat(first.stream().filter(it -> counts(it) || locksTheEndpoint(it)))
                .first()
                .matches(WebhookStatementsTests::counts);
        assertThat(again).noneMatch(it -> counts(it) || locksTheEndpoint(it));
    }

    private List<Recorded> resendGivenUp(EndpointId id, UUID wish) {
        var end = bench.clock.instant().plus(Duration.ofDays(1));
        return RecordedStatements.during(
                () ->
                        bench.resending.resendGivenUp(
                                id, wish, Instant.EPOCH, end, WebhookBench.by(id)));
    }

    private static boolean counts(Recorded statement) {
        return statement.sql().contains("COUNT(*) FROM webhook_delivery");
    }

    private static boolean locksTheEndpoint(Recorded statement) {
        return statement.sql().contains("FROM webhook_endpoint")
                && statement.sql().contains("FOR UPDATE");
    }

    private static void by(Recorded statement, String index) {
        assertThat(statement.plan())
                .singleElement()
                .satisfies(
                        access -> {
                            assertThat(access.key()).isEqualTo(index);
                            assertThat(access.type()).isNotIn("ALL", "index");
                            assertThat(access.extra()).doesNotContain("filesort", "temporary");
                        });
    }
}
