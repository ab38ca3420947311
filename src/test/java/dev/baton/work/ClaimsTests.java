package dev.baton.work;

import dev.baton.Explained;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.stream.IntStream;

/** What the database does to find and claim work among much of it. */
@Tag("database")
class ClaimsTests {

    private final WorkFixture work = new WorkFixture();
    private final TenantId tenant = WorkFixture.tenant();

    @BeforeEach
    void muchWorkOfManyTenants() {
        var instance = work.instance();
        var tenants =
                new ArrayList<>(
                        IntStream.range(0, 40).mapToObj(_ -> WorkFixture.tenant()).toList());
        tenants.add(tenant);
        tenants.forEach(each -> work.add(instance, each, 200));
        work.schema.jdbc().queryForList("ANALYZE TABLE work_item");
    }

    @Test
    void looksAtOneItemOfEachGroup() {
        explained(
                        """
                        SELECT queue, tenant_id, lane, priority, MIN(due_at) AS due
                        FROM work_item FORCE INDEX (work_item_claim)
                        GROUP BY queue, tenant_id, lane, priority
                        """)
                .uses("work_item_claim")
                .skipsToEachGroup()
                .sortsNothing();
    }

    @Test
    void claimsInTheOrderOfTheIndex() {
        explained(
                        """
                        SELECT id, due_at, attempts, fence
                        FROM work_item FORCE INDEX (work_item_claim)
                        WHERE queue = 'test' AND tenant_id = %1$s AND lane = %2$s AND priority = 2
                          AND due_at <= '2030-01-01' ORDER BY due_at, id LIMIT 10
                        FOR UPDATE SKIP LOCKED
                        """
                                .formatted(hex(), "x'00000000000000000000000000000000'"))
                .uses("work_item_claim")
                .sortsNothing();
    }

    @Test
    void listsDeadLettersByIndex() {
        explained(
                        """
                        SELECT * FROM work_dead FORCE INDEX (work_dead_newest)
                        WHERE tenant_id = %1$s AND queue = 'test'
                          AND (buried_at < '2030-01-01' OR (buried_at = '2030-01-01' AND id < %1$s))
                        ORDER BY buried_at DESC, id DESC LIMIT 51
                        """
                                .formatted(hex()))
                .uses("work_dead_newest")
                .sortsNothing();
    }

    private Explained explained(String sql) {
        return Explained.by(work.schema.jdbc(), sql);
    }

    private String hex() {
        return "x'" + HexFormat.of().formatHex(Ids.bytes(tenant.value())) + "'";
    }
}
