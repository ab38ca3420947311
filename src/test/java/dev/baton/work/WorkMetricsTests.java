package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator's rules are written against. */
@Tag("database")
class WorkMetricsTests {

    private final WorkFixture work = new WorkFixture();

    @Test
    void countHowWorkBeginsAndEnds() {
        var worker = new TestWorker();
        worker.work =
                _ -> {
                    throw new IllegalStateException("not today");
                };
        var instance = work.instance(worker);
        work.add(instance, WorkFixture.tenant(), 1);

        for (var attempt = 0; attempt < worker.maxAttempts(); attempt++) {
            instance.workOnce();
            work.clock.advance(Duration.ofDays(1));
        }

        assertThat(counted("baton_work_claims")).isEqualTo(worker.maxAttempts());
        assertThat(counted("baton_work_retries")).isEqualTo(worker.maxAttempts() - 1);
        assertThat(counted("baton_work_dead")).isEqualTo(1);
        assertThat(work.left()).isZero();
    }

    @Test
    void tellHowMuchWaitsAndForHowLong() {
        var metrics =
                new WorkMetrics(
                        work.schema.meters(),
                        new WorkDepth(work.schema.jdbc(), WorkTime.of(work.clock)));
        work.add(work.instance(), WorkFixture.tenant(), 3);
        work.clock.advance(Duration.ofSeconds(40));

        metrics.watch(List.of(TestWorker.QUEUE));

        assertThat(measured("baton_work_depth")).isEqualTo(3);
        assertThat(measured("baton_work_oldest_seconds")).isEqualTo(40);
    }

    private double counted(String name) {
        return work.schema.meters().get(name).tag("queue", TestWorker.QUEUE).counter().count();
    }

    private double measured(String name) {
        return work.schema.meters().get(name).tag("queue", TestWorker.QUEUE).gauge().value();
    }
}
