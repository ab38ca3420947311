package dev.baton.webhook.api;

import static dev.baton.tenant.Permission.WEBHOOKS_READ;
import static dev.baton.tenant.Permission.WEBHOOKS_WRITE;

import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** Tenants whose programs call the API of webhooks. */
@Component
class WebhookCallers {

    private final TestPeople people;
    private final TenantDirectory tenants;
    private final ApiKeys keys;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final JsonMapper json;

    WebhookCallers(
            TestPeople people,
            TenantDirectory tenants,
            ApiKeys keys,
            EventLog events,
            RetryingTransactions transactions,
            JsonMapper json) {
        this.people = people;
        this.tenants = tenants;
        this.keys = keys;
        this.events = events;
        this.transactions = transactions;
        this.json = json;
    }

    /** One of a tenant of its own, who may do everything with webhooks, as often as they like. */
    WebhookCaller caller(MockMvcTester mvc) {
        var tenant = people.tenant().id();
        liftRateLimit(tenant);
        var token = key(tenant, WEBHOOKS_READ, WEBHOOKS_WRITE);
        return new WebhookCaller(tenant, token, mvc, events, transactions, json);
    }

    private void liftRateLimit(TenantId tenant) {
        var now = tenants.get(tenant);
        tenants.editAny(
                tenant,
                now.version(),
                new Slug(now.slug()),
                new TenantSettings(now.name(), now.language(), now.zone()),
                new TenantLimits(1_000_000, 1_000_000, null),
                TestPeople.operator(TenantId.PLATFORM));
    }

    String key(TenantId of, Permission... scopes) {
        var wire = Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(of, new NewKey("Key", wire, null, null), TestPeople.operator(of)).token();
    }
}
