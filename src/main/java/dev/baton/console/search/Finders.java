package dev.baton.console.search;

import static dev.baton.console.search.Finder.MOST;
import static dev.baton.console.search.Finder.ifThere;

import dev.baton.agent.AgentRegistry;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.Approvals;
import dev.baton.decision.Decisions;
import dev.baton.identity.AccountId;
import dev.baton.identity.MemberList;
import dev.baton.identity.MembershipId;
import dev.baton.identity.TenantList;
import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyView;
import dev.baton.message.MessageInbox;
import dev.baton.model.ConnectionFilter;
import dev.baton.model.ConnectionLists;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptLibrary;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFilter;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.WebhookDesk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.util.stream.Stream;

/** One finder for each kind of thing that has a page, in the order in which results are shown. */
@Configuration(proxyBeanMethods = false)
class Finders {

    private static final int MOST_CONNECTIONS = 200;

    @Bean
    @Order(1)
    Finder agentFinder(AgentRegistry agents) {
        return new Finder(
                "agent",
                Permission.AGENTS_READ,
                (wanted, by) ->
                        agents.usableBy(by.tenant()).stream()
                                .filter(it -> wanted.means(it.name(), it.id().value()))
                                .map(
                                        it ->
                                                new Found(
                                                        it.name(),
                                                        it.description(),
                                                        "/agents/" + it.id().value())));
    }

    @Bean
    @Order(2)
    Finder promptFinder(PromptLibrary prompts) {
        return new Finder(
                "prompt",
                Permission.PROMPTS_READ,
                (wanted, by) -> Stream.concat(byId(prompts, wanted, by), named(prompts, wanted, by)));
    }

    private static Stream<Found> byId(PromptLibrary prompts, Wanted wanted, Actor by) {
        return wanted.id().stream()
                .flatMap(id -> ifThere(() -> prompts.get(new PromptId(by.tenant(), id), by)))
                .map(it -> new Found(it.name(), it.description(), "/prompts/" + it.id().value()));
    }

    private static Stream<Found> named(PromptLibrary prompts, Wanted wanted, Actor by) {
        return prompts.list(wanted.text(), null, null, MOST, by).data().stream()
                .map(it -> new Found(it.name(), it.description(), "/prompts/" + it.id().value()));
    }

    @Bean
    @Order(3)
    Finder messageFinder(MessageInbox messages) {
        return new Finder(
                "message",
                Permission.MESSAGES_READ,
                (wanted, by) ->
                        Stream.concat(
                                wanted.id().stream()
                                        .flatMap(id -> ifThere(() -> messages.get(by.tenant(), id)))
                                        .map(it -> Found.byId(it.id(), "/messages/")),
                                messages.called(by.tenant(), wanted.text(), MOST).stream()
                                        .map(
                                                it ->
                                                        new Found(
                                                                it.id().toString(),
                                                                wanted.text(),
                                                                "/traces/" + it.traceId()))));
    }

    @Bean
    @Order(3)
    Finder runFinder(RunDesk runs) {
        return new Finder(
                "run",
                Permission.RUNS_READ,
                (wanted, by) ->
                        Stream.concat(
                                        wanted.id().stream()
                                                .flatMap(
                                                        id ->
                                                                ifThere(
                                                                        () ->
                                                                                runs.get(
                                                                                        by.tenant(),
                                                                                        id))),
                                        wanted.isEmpty()
                                                ? Stream.empty()
                                                : runs
                                                        .list(
                                                                by.tenant(),
                                                                RunFilter.called(wanted.text()),
                                                                null,
                                                                MOST)
                                                        .data()
                                                        .stream())
                                .map(Finders::found));
    }

    private static Found found(Run run) {
        var id = run.id().toString();
        var title = run.head().title();
        return new Found(title == null ? id : title, title == null ? "" : id, "/runs/" + id);
    }

    @Bean
    @Order(4)
    Finder decisionFinder(Decisions decisions) {
        return new Finder(
                "decision",
                Permission.MESSAGES_READ,
                (wanted, by) ->
                        wanted.id().stream()
                                .flatMap(id -> ifThere(() -> decisions.get(by.tenant(), id)))
                                .map(it -> Found.byId(it.id(), "/decisions/")));
    }

    @Bean
    @Order(4)
    Finder approvalFinder(Approvals approvals) {
        return new Finder(
                "approval",
                Permission.APPROVALS_READ,
                (wanted, by) ->
                        wanted.id().stream()
                                .flatMap(id -> ifThere(() -> approvals.get(new ApprovalId(by.tenant(), id))))
                                .map(it -> Found.byId(it.id().value(), "/approvals/")));
    }

    @Bean
    @Order(5)
    Finder connectionFinder(ConnectionLists connections) {
        return new Finder(
                "connection",
                Permission.PROVIDERS_READ,
                (wanted, by) ->
                        connections
                                .list(
                                        by.tenant(),
                                        ConnectionFilter.NONE,
                                        null,
                                        null,
                                        MOST_CONNECTIONS)
                                .data()
                                .stream()
                                .filter(it -> wanted.means(it.name(), it.id().value()))
                                .map(
                                        it ->
                                                new Found(
                                                        it.name(),
                                                        it.host(),
                                                        "/providers/" + it.id().value())));
    }

    @Bean
    @Order(6)
    Finder keyFinder(ApiKeys keys) {
        return new Finder(
                "key",
                Permission.KEYS_READ,
                (wanted, by) ->
                        Stream.concat(byId(keys, wanted, by), named(keys, wanted, by))
                                .map(
                                        it ->
                                                new Found(
                                                        it.name(),
                                                        it.prefix() + "…" + it.lastFour(),
                                                        "/keys/" + it.id().value())));
    }

    private static Stream<KeyView> byId(ApiKeys keys, Wanted wanted, Actor by) {
        return wanted.id().stream()
                .flatMap(id -> ifThere(() -> keys.find(new ApiKeyId(by.tenant(), id), by)));
    }

    private static Stream<KeyView> named(ApiKeys keys, Wanted wanted, Actor by) {
        return keys.named(by.tenant(), wanted.text(), MOST, by).stream();
    }

    @Bean
    @Order(7)
    Finder webhookFinder(WebhookDesk webhooks) {
        return new Finder(
                "webhook",
                Permission.WEBHOOKS_READ,
                (wanted, by) ->
                        webhooks.list(by.tenant()).stream()
                                .filter(
                                        it ->
                                                wanted.means(
                                                        it.url().toString(), it.id().value()))
                                .map(
                                        it ->
                                                new Found(
                                                        it.url().toString(),
                                                        it.description(),
                                                        "/webhooks/" + it.id().value())));
    }

    @Bean
    @Order(8)
    Finder deliveryFinder(DeliveryDesk deliveries) {
        return new Finder(
                "delivery",
                Permission.WEBHOOKS_READ,
                (wanted, by) ->
                        wanted.id().stream()
                                .flatMap(id -> ifThere(() -> deliveries.find(by.tenant(), id)))
                                .map(
                                        it ->
                                                new Found(
                                                        it.eventType(),
                                                        it.id().toString(),
                                                        "/webhooks/%s/deliveries/%s"
                                                                .formatted(
                                                                        it.endpoint(), it.id()))));
    }

    @Bean
    @Order(9)
    Finder userFinder(MemberList members) {
        return new Finder(
                "user",
                Permission.USERS_READ,
                (wanted, by) ->
                        Stream.concat(
                                        wanted.id().stream()
                                                .map(
                                                        id ->
                                                                new MembershipId(
                                                                        by.tenant(),
                                                                        new AccountId(id)))
                                                .flatMap(id -> members.find(id, by).stream()),
                                        members
                                                .page(
                                                        by.tenant(),
                                                        wanted.text(),
                                                        null,
                                                        null,
                                                        null,
                                                        MOST,
                                                        by)
                                                .data()
                                                .stream())
                                .map(
                                        it ->
                                                new Found(
                                                        it.name(),
                                                        it.email(),
                                                        "/users/" + it.account().value())));
    }

    @Bean
    @Order(10)
    Finder tenantFinder(TenantList tenants) {
        return new Finder(
                "tenant",
                Permission.TENANTS_READ,
                (wanted, by) ->
                        tenants.page(wanted.text(), null, null, null, MOST, by).data().stream()
                                .map(
                                        it ->
                                                new Found(
                                                        it.name(),
                                                        it.slug(),
                                                        "/tenants/" + it.id().value())));
    }
}
