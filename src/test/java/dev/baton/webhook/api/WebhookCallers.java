package dev.baton.webhook.api;

import static dev.baton.tenant.Permission.WEBHOOKS_READ;
import static dev.baton.tenant.Permission.WEBHOOKS_WRITE;

import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** Tenants whose programs call the API of webhooks. */
@Component
class WebhookCallers {

    private final TestPeople people;
    private final ApiKeys keys;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final JsonMapper json;

    WebhookCallers(
            TestPeople people,
            ApiKeys keys,
            EventLog events,
            RetryingTransactions transactions,
            JsonMapper json) {
        this.people = people;
        this.keys = keys;
        this.events = events;
        this.transactions = transactions;
        this.json = json;
    }

    /** One of a tenant of its own, who may do everything with webhooks. */
    WebhookCaller caller(MockMvcTester mvc) {
        var tenant = people.tenant().id();
        var token = key(tenant, WEBHOOKS_READ, WEBHOOKS_WRITE);
        return new WebhookCaller(tenant, token, mvc, events, transactions, json);
    }

    String key(TenantId of, Permission... scopes) {
        var wire = Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(of, new NewKey("Key", wire, null, null), TestPeople.operator(of)).token();
    }
}
