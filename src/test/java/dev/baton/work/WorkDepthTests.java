package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

@Tag("database")
class WorkDepthTests {

    private final WorkFixture work = new WorkFixture();
    private final TestWorker worker = new TestWorker();
    private final WorkFixture.TestInstance instance = work.instance(worker);
    private final TenantId tenant = WorkFixture.tenant();
    private final Line line = new Line();
    private final WorkDepth depth = new WorkDepth(new JdbcTemplate(line), WorkTime.of(work.clock));

    @Test
    void tellsHowMuchWaitsAndForHowLong() {
        work.add(instance, WorkFixture.tenant(), 2);
        work.clock.advance(Duration.ofSeconds(30));
        work.add(instance, tenant, 3);
        work.clock.advance(Duration.ofSeconds(12));

        assertThat(depth.items(TestWorker.QUEUE)).isEqualTo(5);
        assertThat(depth.oldestSeconds(TestWorker.QUEUE)).isEqualTo(42);
        assertThat(depth.items("another")).isZero();
    }

    @Test
    void countsNoFurtherThanSaysEnough() {
        work.add(instance, tenant, WorkDepth.MOST + 1);

        assertThat(depth.items(TestWorker.QUEUE)).isEqualTo(WorkDepth.MOST);
    }

    @Test
    void keepsTheLastFiguresWhileTheDatabaseIsAway() {
        work.add(instance, tenant, 3);
        depth.items(TestWorker.QUEUE);

        line.isAway = true;
        work.clock.advance(Duration.ofMinutes(1));

        assertThat(depth.items(TestWorker.QUEUE)).isEqualTo(3);
        assertThat(depth.oldestSeconds(TestWorker.QUEUE)).isEqualTo(60);
    }

    @Test
    void makesNobodyWaitWhileAnotherCounts() throws Exception {
        work.add(instance, tenant, 3);
        depth.items(TestWorker.QUEUE);
        work.clock.advance(Duration.ofMinutes(1));
        line.isSlow = true;
        var counter = Thread.ofVirtual().start(() -> depth.items(TestWorker.QUEUE));
        line.counting.await();

        assertThat(CompletableFuture.supplyAsync(() -> depth.items(TestWorker.QUEUE)))
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(3.0);

        line.enough.countDown();
        counter.join();
    }

    /** To the database; it may be away or slow. */
    private final class Line extends DelegatingDataSource {

        private final CountDownLatch counting = new CountDownLatch(1);
        private final CountDownLatch enough = new CountDownLatch(1);
        private volatile boolean isAway;
        private volatile boolean isSlow;

        private Line() {
            super(work.schema.jdbc().getDataSource());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (isAway) {
                throw new SQLException("away");
            }
            if (isSlow) {
                counting.countDown();
                await();
            }
            return super.getConnection();
        }

        private void await() {
            try {
                enough.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
