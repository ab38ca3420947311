package dev.baton.work;

import dev.baton.PlainSchema;
import dev.baton.TestClock;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Instances of the work module by hand over a schema of the test's own; time stands still. */
final class WorkFixture {

    final PlainSchema schema = PlainSchema.shared();
    final TestClock clock = new TestClock();

    /** Of tenants that do not weigh one. */
    final Map<TenantId, Integer> weights = new ConcurrentHashMap<>();

    WorkFixture() {
        schema.empty("work_item", "work_dead", "instance");
    }

    TestInstance instance(TestWorker... workers) {
        return new TestInstance(clock, workers);
    }

    Instant now() {
        return clock.instant();
    }

    void in(Runnable transaction) {
        schema.transaction().executeWithoutResult(_ -> transaction.run());
    }

    static TenantId tenant() {
        return new TenantId(Ids.next());
    }

    NewWork work(TenantId tenant) {
        return work(tenant, Priority.NORMAL, now(), null);
    }

    NewWork work(TenantId tenant, Priority priority, Instant dueAt, @Nullable UUID lane) {
        return new NewWork(TestWorker.QUEUE, tenant, Ids.next(), priority, dueAt, lane);
    }

    void add(TestInstance instance, TenantId tenant, int items) {
        in(
                () ->
                        instance.queue.add(
                                IntStream.range(0, items).mapToObj(_ -> work(tenant)).toList()));
    }

    int left() {
        return schema.jdbc()
                .queryForList("SELECT COUNT(*) FROM work_item", Integer.class)
                .getFirst();
    }

    /** One instance. Its pool looks for work when it is told to. */
    final class TestInstance {

        final InstanceId id = new InstanceId(Ids.next());
        final HeldClaims held = new HeldClaims();
        final Claims claims = new Claims(schema.jdbc());
        final WorkQueue queue;
        final Leases leases;
        final WorkPool pool;
        private final List<TestWorker> workers;

        private TestInstance(Clock clock, TestWorker... workers) {
            this.workers = List.of(workers);
            var jdbc = schema.jdbc();
            var time = WorkTime.of(clock);
            var items = new WorkItems(jdbc);
            var signal = new WorkSignal();
            var metrics = new WorkMetrics(schema.meters(), new WorkDepth(jdbc, time));
            queue = new WorkQueue(items, new DeadLetters(jdbc), held, signal, metrics, time, id);
            leases = new Leases(jdbc, schema.retrying(), held, items, metrics, time, id);
            var failures = new FailedAttempts(queue, schema.retrying(), clock);
            var tools =
                    new DeskTools(
                            claims,
                            held,
                            failures,
                            schema.retrying(),
                            metrics,
                            signal,
                            tenant -> weights.getOrDefault(tenant, 1),
                            id);
            var beans = new StaticListableBeanFactory();
            for (var worker : workers) {
                beans.addBean(worker.queue(), worker);
            }
            pool =
                    new WorkPool(
                            claims,
                            time,
                            leases,
                            tools,
                            metrics,
                            beans.getBeanProvider(Worker.class));
            pool.open();
        }

        /** Claims the tenant's next item as a pool would, and starts no thread. */
        Claim claimNext(TenantId tenant) {
            var group =
                    claims.groups().stream()
                            .filter(each -> each.tenant().equals(tenant) && each.isDue(now()))
                            .findFirst()
                            .orElseThrow();
            var share = new Share(group.queue(), tenant, 1, List.of(group), _ -> 1);
            var leaseEnd = now().plus(Worker.DEFAULT_LEASE);
            var claim =
                    schema.retrying()
                            .call(() -> claims.claim(share, id.value(), now(), leaseEnd))
                            .getFirst();
            held.take(claim, Worker.DEFAULT_LEASE, leaseEnd, Instant.MAX);
            return claim;
        }

        void complete(Claim claim) {
            schema.retrying().run(() -> queue.complete(claim));
        }

        /**
         * Begins what is due and fits, and waits until it has ended. Nothing ends before all has
         * begun: a place that became free meanwhile would be filled once more.
         */
        void workOnce() {
            workers.forEach(TestWorker::hold);
            try {
                pool.look();
            } finally {
                workers.forEach(TestWorker::letGo);
            }
            try {
                pool.awaitIdle(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
