package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.RecordedStatements.Recorded;
import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;
import dev.baton.work.WorkQueue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** Old rows are found by an index, oldest first, however many others there are. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class RetentionPlanTests {

    @Autowired private List<Sweep> sweeps;
    @Autowired private WorkQueue work;
    @Autowired private TestPeople people;

    private TenantId tenant;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
    }

    @Test
    void findsOldMessagesByTheirIds() {
        assertThat(readingsOf("message")).isNotEmpty().allSatisfy(it -> by(it, "PRIMARY"));
    }

    @Test
    void findsOldApprovalsByTheirIds() {
        assertThat(readingsOf("approval")).isNotEmpty().allSatisfy(it -> by(it, "PRIMARY"));
    }

    @Test
    void findsOldFiringsByTheirIds() {
        assertThat(readingsOf("trigger_firing")).isNotEmpty().allSatisfy(it -> by(it, "PRIMARY"));
    }

    @Test
    void findsOldDeliveriesByTheirIds() {
        assertThat(readingsOf("webhook_delivery"))
                .isNotEmpty()
                .allSatisfy(it -> by(it, "PRIMARY"));
    }

    @Test
    void findsOldWishesByWhenTheyWereGranted() {
        assertThat(readingsOf("webhook_resending"))
                .isNotEmpty()
                .allSatisfy(it -> by(it, "resending_by_done"));
    }

    @Test
    void findsOldLocksByTheirEnd() {
        assertThat(readingsOf("state_lock"))
                .isNotEmpty()
                .allSatisfy(it -> by(it, "state_lock_by_expiry"));
    }

    @Test
    void findsOldDeadLettersByTheirTime() {
        assertThat(readingsOf("work_dead"))
                .isNotEmpty()
                .allSatisfy(it -> by(it, "work_dead_newest"));
    }

    @Test
    void countsWhatWaitsByTheTenant() {
        var counted = RecordedStatements.during(() -> work.count(tenant, "message", 100));

        assertThat(counted)
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.plan())
                                        .filteredOn(access -> access.table().equals("work_item"))
                                        .extracting(RecordedStatements.Access::key)
                                        .containsExactly("PRIMARY"));
    }

    private List<Recorded> readingsOf(String table) {
        return RecordedStatements.during(
                        () -> sweeps.forEach(sweep -> sweep.forget(tenant, Instant.now(), 100)))
                .stream()
                .filter(it -> it.sql().matches("(?s).*\\sFROM " + table + "\\s.*"))
                .toList();
    }

    private static void by(Recorded reading, String index) {
        assertThat(reading.plan())
                .singleElement()
                .satisfies(
                        access -> {
                            assertThat(access.key()).isEqualTo(index);
                            assertThat(access.type()).isNotIn("ALL", "index");
                            assertThat(access.extra()).doesNotContain("filesort", "temporary");
                        });
    }
}
