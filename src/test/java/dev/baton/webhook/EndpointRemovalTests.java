package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.RecordedStatements;
import dev.baton.platform.Ids;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

/** A deleted endpoint is gone at once, however many deliveries it has; those go after it. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class EndpointRemovalTests {

    private static final String NOBODY = "http://127.0.0.1:65001/";

    @Autowired private WebhookBench bench;
    @Autowired private DeliveryStore store;
    @Autowired private JdbcTemplate jdbc;

    @Test
    void isFoundNoMoreAtOnce() {
        var id = full();

        bench.delete(id);

        assertThat(rows("webhook_delivery", id)).as("not yet").isEqualTo(1_205);
        assertThat(bench.desk.list(id.tenant())).isEmpty();
        assertThatThrownBy(() -> bench.desk.get(id)).isInstanceOf(EndpointNotFound.class);
        assertThatThrownBy(() -> bench.deliveries.list(id, null, null, 10))
                .isInstanceOf(EndpointNotFound.class);
        assertThatThrownBy(() -> bench.delete(id)).isInstanceOf(EndpointNotFound.class);
        assertThatThrownBy(() -> bench.activate(id)).isInstanceOf(EndpointNotFound.class);
        assertThatThrownBy(() -> bench.desk.move(id, NOBODY, WebhookBench.by(id)))
                .isInstanceOf(EndpointNotFound.class);
    }

    @Test
    void takesItsDeliveriesAndTheirWorkWithIt() {
        var id = full();
        bench.activate(id);
        assertThat(work(id, DeliveryWorker.QUEUE)).isEqualTo(1_205);
        bench.delete(id);

        bench.work.work(id.tenant(), bench.removal);

        assertThat(rows("webhook_delivery", id)).isZero();
        assertThat(rows("webhook_sequence", id)).isZero();
        assertThat(rows("webhook_resending", id)).isZero();
        assertThat(
                        jdbc.queryForObject(
                                "SELECT COUNT(*) FROM webhook_endpoint WHERE tenant_id = ?",
                                Integer.class,
                                Ids.bytes(id.tenant().value())))
                .isZero();
        assertThat(work(id, DeliveryWorker.QUEUE)).isZero();
        assertThat(work(id, EndpointRemoval.QUEUE)).isZero();
    }

    @Test
    void leavesTheDeliveriesOfOthers() {
        var id = full();
        var sibling = sibling(id);
        bench.happen(id, 1);
        await().until(() -> rows("webhook_delivery", sibling) == 1);
        bench.delete(id);

        bench.work.work(id.tenant(), bench.removal);

        assertThat(bench.only(sibling).status()).isEqualTo(DeliveryStatus.HELD);
    }

    @Test
    void getsNothingMore() {
        var id = full();
        var sibling = sibling(id);
        bench.delete(id);

        bench.append(id.tenant(), WebhookBench.EVENT, 3);

        await().until(() -> rows("webhook_delivery", sibling) == 3);
        assertThat(rows("webhook_delivery", id)).isEqualTo(1_205);
    }

    @Test
    void goesOnWhereOneDiedInTheMidst() {
        var id = full();
        bench.delete(id);
        var died = bench.work.claim(id.tenant(), bench.removal).orElseThrow();
        store.remove(id.tenant(), store.some(id, 500));

        bench.clock.advance(bench.removal.lease());
        bench.work.work(id.tenant(), bench.removal);

        assertThat(died.attempt()).isOne();
        assertThat(rows("webhook_delivery", id)).isZero();
        assertThat(rows("webhook_sequence", id)).isZero();
    }

    @Test
    void holdsNoLockOfTheEndpointWhileItsDeliveriesGo() {
        var id = full();
        bench.delete(id);

        var statements =
                RecordedStatements.during(() -> bench.work.work(id.tenant(), bench.removal)).stream()
                        .map(it -> it.sql().strip())
                        .toList();

        assertThat(statements).filteredOn(sql -> sql.contains("webhook_endpoint")).singleElement();
        var last = statements.stream().filter(sql -> sql.contains("webhook_delivery")).toList();
        assertThat(statements.indexOf(endpointOf(statements)))
                .as("after all deliveries")
                .isGreaterThan(statements.lastIndexOf(last.getLast()));
    }

    private static String endpointOf(List<String> statements) {
        return statements.stream()
                .filter(sql -> sql.contains("webhook_endpoint"))
                .findFirst()
                .orElseThrow();
    }

    /** More deliveries than go at once, of which five were planned. */
    private EndpointId full() {
        var id = bench.endpoint(NOBODY);
        bench.happen(id, 5);
        store.add(
                IntStream.range(0, 1_200)
                        .mapToObj(number -> WebhookBench.delivery(id, 6 + number, DeliveryStatus.HELD))
                        .toList());
        return id;
    }

    private EndpointId sibling(EndpointId id) {
        var by = WebhookBench.by(id);
        var settings = new EndpointSettings(NOBODY, "", List.of(WebhookBench.EVENT), List.of());
        var sibling = bench.desk.create(id.tenant(), settings, by).endpoint().id();
        bench.pause(sibling);
        return sibling;
    }

    private int rows(String table, EndpointId id) {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM " + table + " WHERE tenant_id = ? AND endpoint_id = ?",
                Integer.class,
                Ids.bytes(id.tenant().value()),
                Ids.bytes(id.value()));
    }

    private int work(EndpointId id, String queue) {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM work_item WHERE tenant_id = ? AND queue = ?",
                Integer.class,
                Ids.bytes(id.tenant().value()),
                queue);
    }
}
