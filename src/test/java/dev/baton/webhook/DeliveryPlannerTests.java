package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.event.OtherInstance;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which events become deliveries, and that each does so once. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class DeliveryPlannerTests {

    @Autowired private WebhookBench bench;
    @Autowired private WebhookDesk desk;
    @Autowired private DeliveryPlanner planner;
    @Autowired private EventLog events;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private RetryingTransactions transactions;
    private TenantId tenant;

    @BeforeEach
    void tenant() {
        tenant = bench.tenant();
    }

    @Test
    void plansWhatAnEndpointSubscribesTo() {
        var one = paused("agent.updated");
        var group = paused("agent.*");
        var all = paused("*");
        var several = paused("key.revoked", "agent.created");
        var none = paused("key.revoked");

        bench.append(tenant, "agent.updated", 1);
        bench.append(tenant, "agent.created", 1);
        bench.append(tenant, "tenant.updated", 1);

        await().until(() -> types(all).size() == 3);
        assertThat(types(all)).containsExactly("agent.updated", "agent.created", "tenant.updated");
        assertThat(types(group)).containsExactly("agent.updated", "agent.created");
        assertThat(types(one)).containsExactly("agent.updated");
        assertThat(types(several)).containsExactly("agent.created");
        assertThat(types(none)).isEmpty();
    }

    @Test
    void plansNothingOfOtherTenants() {
        var id = paused("*");

        bench.append(bench.tenant(), "agent.updated", 3);
        bench.append(tenant, "agent.updated", 1);

        await().until(() -> types(id).size() == 1);
    }

    @Test
    void tellsAnEndpointNothingAboutItself() {
        var dead = paused("*");
        var watching = paused("webhook.*");
        transactions.run(() -> events.append(exhausted(dead)));

        await().until(() -> types(watching).equals(List.of("webhook.exhausted")));
        assertThat(types(dead)).isEmpty();
    }

    @Test
    void plansEachEventOnceThoughThreeInstancesCompete() throws Exception {
        var id = paused("agent.*");
        try (var _ = new OtherInstance(planner, jdbc, transactions);
                var _ = new OtherInstance(planner, jdbc, transactions);
                var threads = Executors.newFixedThreadPool(4)) {
            var writers = new ArrayList<Future<?>>();
            for (var writer = 0; writer < 4; writer++) {
                writers.add(
                        threads.submit(
                                () -> {
                                    for (var round = 0; round < 50; round++) {
                                        bench.append(tenant, "agent.updated", 5);
                                    }
                                }));
            }
            for (var writer : writers) {
                writer.get();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> planned(id).size() >= 1_000);
        }

        var planned = planned(id);
        assertThat(planned).hasSize(1_000).extracting(Delivery::event).doesNotHaveDuplicates();
        assertThat(planned)
                .extracting(Delivery::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(events.after(tenant, 0, 2_000))
                .filteredOn(event -> event.type().equals("agent.updated"))
                .extracting(Event::id)
                .containsExactlyElementsOf(planned.stream().map(Delivery::event).toList());
    }

    @Test
    void numbersATenantsEventsWithoutGaps() {
        transactions.run(() -> events.append(WebhookBench.event(tenant, "agent.updated", 0)));
        try {
            transactions.run(
                    () -> {
                        events.append(WebhookBench.event(tenant, "agent.updated", 1));
                        throw new IllegalStateException();
                    });
        } catch (IllegalStateException expected) {
            bench.append(tenant, "agent.updated", 3);
        }

        await().until(() -> events.after(tenant, 0, 10).size() == 5);
        assertThat(events.after(tenant, 0, 10))
                .extracting(Event::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void losesNothingWhenAnEndpointIsPausedAndActivatedAllTheTime() {
        var url = "http://127.0.0.1:65001/closed";
        var by = TestPeople.operator(tenant);
        var settings = new EndpointSettings(url, "", List.of("agent.*"), List.of());
        var id = desk.create(tenant, settings, by).endpoint().id();
        for (var round = 0; round < 40; round++) {
            desk.pause(id, by);
            bench.append(tenant, "agent.updated", 5);
            desk.activate(id, by);
        }

        await().until(() -> planned(id).size() == 200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(bench.deliveries.backlog(id).held()).isZero());
        desk.delete(id, by);
    }

    private static NewEvent exhausted(EndpointId id) {
        return new NewEvent(
                id.tenant(),
                WebhookEvents.EXHAUSTED,
                id.value(),
                Map.of("delivery_id", Ids.next().toString()),
                null);
    }

    private EndpointId paused(String... patterns) {
        var by = TestPeople.operator(tenant);
        var settings =
                new EndpointSettings("http://127.0.0.1:65001/", "", List.of(patterns), List.of());
        var id = desk.create(tenant, settings, by).endpoint().id();
        desk.pause(id, by);
        return id;
    }

    private List<String> types(EndpointId id) {
        return planned(id).stream().map(Delivery::eventType).toList();
    }

    private List<Delivery> planned(EndpointId id) {
        return bench.deliveries.list(id, null, null, 5_000).data().reversed();
    }
}
