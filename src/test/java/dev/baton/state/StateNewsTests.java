package dev.baton.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.event.Event;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Who is woken by what. */
class StateNewsTests {

    private final StateNews news = new StateNews();
    private final TenantId tenant = new TenantId(Ids.next());
    private final Actor by = Actor.key(tenant, Ids.next(), "Key", Set.of());

    @Test
    void wakesOnlyThoseWhoseFilterFits() {
        var all = news.of(by, new StateFilter("orders", ""));
        var some = news.of(by, new StateFilter("orders", "a."));
        var others = news.of(by, new StateFilter("reports", ""));

        news.on(List.of(changed(tenant, "orders", "b")));

        assertThat(all.hasNews()).isTrue();
        assertThat(some.hasNews()).isFalse();
        assertThat(others.hasNews()).isFalse();

        news.on(List.of(changed(tenant, "orders", "a.1")));
        assertThat(some.hasNews()).isTrue();
    }

    @Test
    void wakesNobodyOfAnotherTenant() {
        var wait = news.of(by, new StateFilter("orders", ""));

        news.on(List.of(changed(new TenantId(Ids.next()), "orders", "b")));

        assertThat(wait.hasNews()).isFalse();
    }

    @Test
    void endsWithTheKeyOfTheReaderOnly() throws Exception {
        var mine = news.of(by, new StateFilter("orders", ""));
        var theirs =
                news.of(
                        Actor.key(tenant, Ids.next(), "Other", Set.of()),
                        new StateFilter("orders", ""));

        news.on(List.of(event(tenant, "key.revoked", by.requiredId(), "{}")));

        assertThat(mine.await(Duration.ZERO)).isFalse();
        assertThat(theirs.await(Duration.ZERO)).isTrue();
    }

    private static Event changed(TenantId of, String namespace, String key) {
        var data = "{\"namespace\":\"%s\",\"key\":\"%s\"}".formatted(namespace, key);
        return event(of, "state.changed", Ids.next(), data);
    }

    private static Event event(TenantId of, String type, UUID subject, String data) {
        return new Event(of, Ids.next(), 1, 1, type, subject, data, Instant.now(), null);
    }
}
