package dev.baton.webhook.web;

import static dev.baton.TestPeople.PASSWORD;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.PlainReceiver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** People who look after webhooks in a browser without JavaScript. */
@Component
class WebhookConsoles {

    private final TestPeople people;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final JdbcTemplate jdbc;

    WebhookConsoles(
            TestPeople people,
            EventLog events,
            RetryingTransactions transactions,
            JdbcTemplate jdbc) {
        this.people = people;
        this.events = events;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** That of the administrator of a new tenant, whose endpoints lead to the receiver. */
    WebhookConsole to(PlainReceiver receiver, MockMvcTester mvc) {
        var tenant = people.tenant().id();
        var admin = as(Role.TENANT_ADMIN, tenant, mvc);
        return new WebhookConsole(tenant, admin, receiver, events, transactions, jdbc);
    }

    ConsoleBrowser as(Role role, TenantId in, MockMvcTester mvc) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(in, role).email(), PASSWORD);
        return browser;
    }
}
