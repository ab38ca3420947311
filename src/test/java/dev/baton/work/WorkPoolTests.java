package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.work.WorkFixture.TestInstance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Tag("database")
class WorkPoolTests {

    private static final int CLAIMERS = 8;
    private static final int ITEMS = 5_000;

    private final WorkFixture work = new WorkFixture();

    @Test
    void claimsEachItemOnceThoughManyClaimAtATime() throws Exception {
        var workers = new ArrayList<TestWorker>();
        var instances = new ArrayList<TestInstance>();
        for (var claimer = 0; claimer < CLAIMERS; claimer++) {
            var worker = new TestWorker();
            worker.concurrency = 50;
            var instance = work.instance(worker);
            worker.work = instance::complete;
            workers.add(worker);
            instances.add(instance);
        }
        work.add(instances.getFirst(), WorkFixture.tenant(), ITEMS / 2);
        work.add(instances.getFirst(), WorkFixture.tenant(), ITEMS / 2);

        try (var threads = Executors.newFixedThreadPool(CLAIMERS)) {
            var claiming = new ArrayList<Future<?>>();
            for (var instance : instances) {
                claiming.add(
                        threads.submit(
                                () -> {
                                    while (work.left() > 0) {
                                        instance.workOnce();
                                    }
                                }));
            }
            for (var each : claiming) {
                each.get();
            }
        }

        var begun = workers.stream().flatMap(worker -> worker.begun.stream()).toList();
        assertThat(begun).hasSize(ITEMS).extracting(Claim::id).doesNotHaveDuplicates();
        assertThat(begun).allMatch(claim -> claim.attempt() == 1);
    }
}
