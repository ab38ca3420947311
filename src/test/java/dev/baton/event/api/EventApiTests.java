package dev.baton.event.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.web.ActorAuthentication;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class EventApiTests {

    @Autowired private TestPeople people;
    @Autowired private TenantDirectory tenants;
    @Autowired private EventLog events;
    private MockMvcTester mvc;

    /** Behind the filters: which keys they accept is tested where they are. */
    @BeforeEach
    void withoutFilters(@Autowired WebApplicationContext context) {
        mvc = MockMvcTester.from(context);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void listsTheTenantsEventsOldestFirstPageByPage() {
        var tenant = tenantWithThreeEvents();

        assertThat(get(tenant, "/api/v1/events?limit=2"))
                .hasStatusOk()
                .bodyJson()
                .satisfies(
                        json -> {
                            json.assertThat().extractingPath("$.data[*].sequence").asArray().containsExactly(1, 2);
                            json.assertThat().extractingPath("$.data[0].data.name").isEqualTo("Acme");
                            json.assertThat().extractingPath("$.next_cursor").isEqualTo("2");
                        });
        assertThat(get(tenant, "/api/v1/events?limit=2&after=2"))
                .bodyJson()
                .extractingPath("$.data[*].type")
                .asArray()
                .containsExactly("tenant.resumed");
    }

    @Test
    void listsOneTypeOnly() {
        var tenant = tenantWithThreeEvents();

        assertThat(get(tenant, "/api/v1/events?type=tenant.suspended"))
                .bodyJson()
                .extractingPath("$.data[*].sequence")
                .asArray()
                .containsExactly(2);
    }

    @Test
    void refusesATypeThatIsNotPublic() {
        assertThat(get(people.tenant().id(), "/api/v1/events?type=account.changed")).hasStatus(400);
    }

    @Test
    void showsNothingOfOtherTenants() {
        tenantWithThreeEvents();
        var other = people.tenant().id();
        await().until(() -> events.after(other, 0, 10).size() == 1);

        assertThat(get(other, "/api/v1/events"))
                .bodyJson()
                .extractingPath("$.data[*].tenant_id")
                .asArray()
                .containsExactly(other.toString());
    }

    @Test
    void refusesWhoMayNotReadWebhooks() {
        var actor = Actor.key(people.tenant().id(), Ids.next(), "key", Set.of());

        assertThat(get(actor, "/api/v1/events")).hasStatus(403);
        assertThat(get(actor, "/api/v1/event-types")).hasStatus(403);
    }

    @Test
    void describesEveryTypeWithItsSchemaAndAnExample() {
        assertThat(get(people.tenant().id(), "/api/v1/event-types"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.data[?(@.name == 'tenant.created')].example.slug")
                .asArray()
                .containsExactly("acme");
    }

    private TenantId tenantWithThreeEvents() {
        var tenant = people.tenant("Acme").id();
        var operator = TestPeople.operator(TenantId.PLATFORM);
        tenants.suspend(tenant, operator);
        tenants.resume(tenant, operator);
        await().until(() -> events.after(tenant, 0, 10).size() == 3);
        return tenant;
    }

    private MvcTestResult get(TenantId tenant, String uri) {
        return get(
                Actor.key(tenant, Ids.next(), "key", Set.of(Permission.WEBHOOKS_READ)), uri);
    }

    private MvcTestResult get(Actor actor, String uri) {
        SecurityContextHolder.getContext().setAuthentication(new KeyAuthentication(actor));
        return mvc.get().uri(uri).exchange();
    }

    private static final class KeyAuthentication extends AbstractAuthenticationToken
            implements ActorAuthentication {

        private final Actor actor;

        private KeyAuthentication(Actor actor) {
            super(Set.of());
            this.actor = actor;
            setAuthenticated(true);
        }

        @Override
        public Actor actor() {
            return actor;
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return actor.name();
        }
    }
}
