package dev.baton.event;

import dev.baton.PlainSchema;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The event module by hand, over a schema of the test's own; nothing moves unless told to. */
final class EventFixture {

    static final EventType NOTED = EventType.publicly("tenant.updated");
    static final EventType CACHED = EventType.internally("test.cached");

    final PlainSchema schema = PlainSchema.shared();
    final EventFeed feed;
    final EventLog log;

    EventFixture(FeedListener... listeners) {
        schema.empty("event_outbox", "event", "event_sequence", "event_cursor");
        schema.jdbc().update("UPDATE event_relay SET position = 0");
        var beans = new StaticListableBeanFactory();
        beans.addBean("noted", NOTED);
        beans.addBean("cached", CACHED);
        List.of(listeners).forEach(each -> beans.addBean("listener" + each.hashCode(), each));
        feed =
                new EventFeed(
                        schema.jdbc(),
                        schema.retrying(),
                        schema.meters(),
                        beans.getBeanProvider(FeedListener.class),
                        beans.getBeanProvider(FeedConsumer.class));
        var catalogue =
                new EventCatalogue(
                        beans.getBeanProvider(EventType.class), JsonMapper.builder().build());
        log = new EventLog(schema.jdbc(), catalogue, relay(), Clock.systemUTC());
    }

    EventRelay relay() {
        return new EventRelay(
                schema.jdbc(),
                schema.retrying(),
                new Outbox(schema.jdbc()),
                new Sequences(schema.jdbc()),
                feed);
    }

    ConsumerLoop loop(FeedConsumer consumer) {
        return new ConsumerLoop(consumer, schema.jdbc(), schema.retrying(), schema.meters());
    }

    void append(NewEvent... events) {
        schema.transaction().executeWithoutResult(_ -> log.append(List.of(events)));
    }

    static TenantId tenant() {
        return new TenantId(Ids.next());
    }

    static NewEvent noted(TenantId tenant, int number) {
        return new NewEvent(tenant, NOTED, tenant.value(), Map.of("number", number), null);
    }

    static NewEvent cached(TenantId tenant) {
        return new NewEvent(tenant, CACHED, tenant.value(), Map.of(), null);
    }
}
