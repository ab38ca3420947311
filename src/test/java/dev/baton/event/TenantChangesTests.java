package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** The whole way of an event, from a change to those who hear of it. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class TenantChangesTests {

    @Autowired private TestPeople people;
    @Autowired private TenantDirectory tenants;
    @Autowired private EventLog events;

    @Test
    void tellsWhatHappenedToATenantInOrder() {
        var tenant = people.tenant("Acme").id();
        var operator = TestPeople.operator(TenantId.PLATFORM);
        tenants.suspend(tenant, operator);
        tenants.resume(tenant, operator);

        await().until(() -> events.after(tenant, 0, 10).size() == 3);

        var heard = events.after(tenant, 0, 10);
        assertThat(heard)
                .extracting(Event::type)
                .containsExactly("tenant.created", "tenant.suspended", "tenant.resumed");
        assertThat(heard.getFirst().data()).contains("\"name\":\"Acme\"");
        assertThat(heard).allMatch(event -> event.subject().equals(tenant.value()));
    }

    @Test
    void isNotChangedByWhatItAlreadyIs() {
        var id = people.tenant().id();
        var first = TestPeople.operator(TenantId.PLATFORM);
        tenants.suspend(id, first);
        var suspended = tenants.get(id);

        tenants.suspend(id, Actor.system(id, "again", Permission.TENANTS_WRITE));
        tenants.forget(id);

        assertThat(tenants.get(id).version()).isEqualTo(suspended.version());
        assertThat(tenants.get(id).changedBy()).contains(first.name());
        tenants.resume(id, first);
        var resumed = tenants.get(id);

        tenants.resume(id, Actor.system(id, "again", Permission.TENANTS_WRITE));
        tenants.forget(id);

        assertThat(tenants.get(id).version()).isEqualTo(resumed.version());
        assertThat(tenants.get(id).changedBy()).contains(first.name());
    }

    @Test
    void forgetsTheTenantAtTheCommit() {
        var tenant = people.tenant("Before");
        assertThat(tenants.get(tenant.id()).name()).isEqualTo("Before");

        tenants.editAny(
                tenant.id(),
                tenant.version(),
                new Slug(tenant.slug()),
                new TenantSettings("After", Locale.ENGLISH, ZoneId.of("UTC")),
                TenantLimits.DEFAULTS,
                TestPeople.operator(TenantId.PLATFORM));

        assertThat(tenants.get(tenant.id()).name()).isEqualTo("After");
    }
}
