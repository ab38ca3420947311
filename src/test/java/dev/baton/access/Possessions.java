package dev.baton.access;

import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.approval.ApprovalFixture;
import dev.baton.console.views.NewView;
import dev.baton.console.views.SavedViews;
import dev.baton.identity.Email;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionSecrets;
import dev.baton.model.ConnectionSettings;
import dev.baton.model.Connections;
import dev.baton.model.ModelCatalogue;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptMessage;
import dev.baton.prompt.PromptName;
import dev.baton.prompt.PromptRole;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Gives a tenant one object of each kind. All that people name bears the name of its agent, and
 * would be markup on a page that does not escape it.
 */
@Component
class Possessions {

    /** Its run waits for a signal. */
    private static final String TASK =
            "{'title':'<b>%s','graph':{'steps':[{'id':'ask','kind':'wait','signal':'go'}]}}";

    private static final String GRAPH = "{'steps':[{'id':'a','kind':'transform','value':1}]}";

    private final JsonMapper json = new JsonMapper();
    private final TestPeople people;
    private final ApiKeys keys;
    private final PromptLibrary prompts;
    private final InvitationDesk invitations;
    private final Connections connections;
    private final ModelCatalogue catalogue;
    private final TenantDirectory tenants;
    private final SavedViews views;
    private final ApprovalFixture approvals;

    Possessions(
            TestPeople people,
            ApiKeys keys,
            PromptLibrary prompts,
            InvitationDesk invitations,
            Connections connections,
            ModelCatalogue catalogue,
            TenantDirectory tenants,
            SavedViews views,
            ApprovalFixture approvals) {
        this.people = people;
        this.keys = keys;
        this.prompts = prompts;
        this.invitations = invitations;
        this.connections = connections;
        this.catalogue = catalogue;
        this.tenants = tenants;
        this.views = views;
        this.approvals = approvals;
    }

    /**
     * A tenant and what it has.
     *
     * @param key with every permission that a tenant has
     * @param ids by kind
     */
    record Owner(TenantId tenant, TestPeople.Person person, String key, Map<String, String> ids) {

        String id(String kind) {
            return ids.get(kind);
        }
    }

    /** Lets a tenant ask as often as a sweep must. */
    void lift(TenantId id) {
        var tenant = tenants.get(id);
        tenants.editAny(
                id,
                tenant.version(),
                new Slug(tenant.slug()),
                new TenantSettings(tenant.name(), tenant.language(), tenant.zone()),
                new TenantLimits(1_000_000, 1_000_000, null),
                TestPeople.operator(TenantId.PLATFORM));
    }

    Owner owner(MockMvcTester mvc) {
        var tenant = people.tenant().id();
        lift(tenant);
        var person = people.person(tenant, Role.TENANT_OWNER);
        var actor = person.actor();
        var scopes =
                Arrays.stream(Permission.values())
                        .filter(permission -> !permission.isPlatform())
                        .map(Permission::wire)
                        .collect(Collectors.toSet());
        var name = "agent-" + TestPeople.unique();
        var words = "\"'><b>" + name;
        var key = keys.issue(tenant, new NewKey(words, scopes, null, null), actor);
        var owner = new Owner(tenant, person, key.token(), new LinkedHashMap<>());
        var ids = owner.ids();
        ids.put("1", "1");
        ids.put("tenant", tenant.value().toString());
        ids.put("key", key.key().id().value().toString());
        ids.put("account", people.person(tenant, Role.VIEWER).id().value().toString());
        ids.put(
                "invitation",
                invitations
                        .invite(
                                tenant,
                                new Email(TestPeople.unique() + "@example.org"),
                                Role.VIEWER,
                                actor)
                        .invitation()
                        .id()
                        .value()
                        .toString());
        ids.put("view", views.save(new NewView("/agents", words, "q=a", false), actor).toString());
        ids.put(
                "connection",
                connections
                        .create(
                                new ConnectionSettings(
                                        ProviderKind.DEMO, words, "", Timeouts.DEFAULT),
                                ConnectionSecrets.KEPT,
                                actor)
                        .value()
                        .toString());
        ids.put(
                "model",
                catalogue
                        .add(
                                new ConnectionId(tenant, UUID.fromString(owner.id("connection"))),
                                "another",
                                null,
                                null,
                                actor)
                        .toString());
        ids.put(
                "prompt",
                prompts.create(new PromptName(words, ""), greeting(), actor)
                        .prompt()
                        .value()
                        .toString());
        ids.put(
                "workflow",
                post(
                                mvc,
                                owner,
                                "/api/v1/workflows",
                                "{'name':'" + name + "','graph':" + GRAPH + "}")
                        .get("id")
                        .asString());
        post(mvc, owner, "/api/v1/workflows/" + owner.id("workflow") + "/versions", "{}");
        ids.put(
                "trigger",
                post(
                                mvc,
                                owner,
                                "/api/v1/triggers",
                                "{'name':'"
                                        + name
                                        + "','workflow':'"
                                        + owner.id("workflow")
                                        + "','schedule':{'cron':'0 0 1 1 *','zone':'UTC'}}")
                        .get("id")
                        .asString());
        var approval = approvals.ask(actor, words);
        ids.put("approval", approval.value().toString());
        ids.put("question", approvals.question(approval, "Why, " + words + "?", actor).toString());
        ids.put(
                "handover",
                approvals
                        .handOver(actor, people.person(tenant, Role.TENANT_ADMIN).email())
                        .toString());
        put(mvc, owner, "/api/v1/state/ns-" + name + "/key-" + name, "{'value':1}");
        ids.put("namespace", "ns-" + name);
        ids.put("state key", "key-" + name);
        post(
                mvc,
                owner,
                "/api/v1/locks/lock-" + name,
                "{'owner':'" + name + "','ttl_seconds':3600}");
        ids.put("lock", "lock-" + name);
        ids.put("agent name", name);
        ids.put(
                "agent",
                post(mvc, owner, "/api/v1/agents", "{'name':'" + name + "','kind':'echo'}")
                        .get("agent_id")
                        .asString());
        ids.put(
                "webhook",
                post(
                                mvc,
                                owner,
                                "/api/v1/webhooks",
                                "{'url':'http://127.0.0.1/" + name + "','events':['*']}")
                        .get("id")
                        .asString());
        var message =
                post(mvc, owner, "/api/v1/messages", "{'agent':'" + name + "','input':'hello'}");
        ids.put("message", message.get("id").asString());
        ids.put("decision", message.get("decision_id").asString());
        ids.put("trace", message.get("trace_id").asString());
        ids.put("run", run(mvc, owner, TASK.formatted(name), name));
        ids.put("ended run", ended(mvc, owner, name));
        ids.put("replay", replay(mvc, owner));
        ids.put("correlation", correlation(name));
        var deliveries = "/api/v1/webhooks/" + owner.id("webhook") + "/deliveries";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !get(mvc, owner, deliveries).get("data").isEmpty());
        ids.put("delivery", get(mvc, owner, deliveries).at("/data/0/id").asString());
        return owner;
    }

    private String ended(MockMvcTester mvc, Owner owner, String name) {
        var id = run(mvc, owner, "{'title':'<b>%s','graph':%s}".formatted(name, GRAPH), name);
        await().until(
                        () -> get(mvc, owner, "/api/v1/runs/" + id).at("/status").asString(),
                        "completed"::equals);
        return id;
    }

    private String replay(MockMvcTester mvc, Owner owner) {
        var path = "/api/v1/runs/" + owner.id("ended run") + "/replays";
        var id = post(mvc, owner, path, "{}").get("id").asString();
        await().until(
                        () -> get(mvc, owner, "/api/v1/runs/" + id).at("/status").asString(),
                        "completed"::equals);
        return id;
    }

    private String run(MockMvcTester mvc, Owner owner, String task, String name) {
        return read(mvc.post()
                        .uri("/api/v1/tasks")
                        .header("Authorization", "Bearer " + owner.key())
                        .header("X-Correlation-Id", correlation(name))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(task.replace('\'', '"'))
                        .exchange())
                .get("id")
                .asString();
    }

    private static String correlation(String name) {
        return "order-of-" + name;
    }

    /** Gives the owner more of what lists show. */
    void more(MockMvcTester mvc, Owner owner, int count) {
        var tenant = owner.tenant();
        var actor = owner.person().actor();
        for (var one = 0; one < count; one++) {
            var name = "agent-" + TestPeople.unique();
            post(mvc, owner, "/api/v1/agents", "{'name':'" + name + "','kind':'echo'}");
            post(mvc, owner, "/api/v1/webhooks", "{'url':'http://127.0.0.1/hook','events':['*']}");
            post(mvc, owner, "/api/v1/messages", "{'agent':'" + name + "','input':'hello'}");
            run(mvc, owner, TASK.formatted(name), name);
            put(mvc, owner, "/api/v1/state/" + owner.id("namespace") + "/" + name, "{'value':1}");
            post(mvc, owner, "/api/v1/locks/" + name, "{'owner':'x','ttl_seconds':3600}");
            people.person(tenant, Role.VIEWER);
            keys.issue(
                    tenant,
                    new NewKey("Key " + name, Set.of(Permission.AGENTS_READ.wire()), null, null),
                    actor);
            invitations.invite(
                    tenant, new Email(TestPeople.unique() + "@example.org"), Role.VIEWER, actor);
            connections.create(
                    new ConnectionSettings(ProviderKind.DEMO, name, "", Timeouts.DEFAULT),
                    ConnectionSecrets.KEPT,
                    actor);
            prompts.create(new PromptName("Prompt " + name, ""), greeting(), actor);
            post(mvc, owner, "/api/v1/workflows", "{'name':'" + name + "','graph':" + GRAPH + "}");
            post(
                    mvc,
                    owner,
                    "/api/v1/triggers",
                    "{'name':'"
                            + name
                            + "','workflow':'"
                            + owner.id("workflow")
                            + "','webhook':{}}");
            approvals.ask(actor, "Approval " + name);
        }
    }

    /** An operator, who has an agent and a connection to share beside what a tenant has. */
    Owner operator(MockMvcTester mvc, Owner of) {
        lift(TenantId.PLATFORM);
        var person = people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN);
        var scopes =
                Arrays.stream(Permission.values())
                        .map(Permission::wire)
                        .collect(Collectors.toSet());
        var key =
                keys.issue(
                        TenantId.PLATFORM, new NewKey("All", scopes, null, null), person.actor());
        var name = "agent-" + TestPeople.unique();
        var ids = new LinkedHashMap<>(of.ids());
        var operator = new Owner(TenantId.PLATFORM, person, key.token(), ids);
        ids.put(
                "connection",
                connections
                        .create(
                                new ConnectionSettings(
                                        ProviderKind.DEMO, name, "", Timeouts.DEFAULT),
                                ConnectionSecrets.KEPT,
                                person.actor())
                        .value()
                        .toString());
        ids.put(
                "agent",
                post(mvc, operator, "/api/v1/agents", "{'name':'" + name + "','kind':'echo'}")
                        .get("agent_id")
                        .asString());
        return operator;
    }

    /** More of what operators' lists show, with this word in what they search. */
    void moreForOperators(String word, int count) {
        for (var one = 0; one < count; one++) {
            var tenant = people.tenant(word + " " + one).id();
            people.person(tenant, Role.TENANT_OWNER, word);
        }
    }

    private static PromptDraft greeting() {
        return new PromptDraft(
                PromptContent.chat(
                        List.of(new PromptMessage(PromptRole.SYSTEM, "Be kind.")), List.of()),
                "");
    }

    JsonNode get(MockMvcTester mvc, Owner owner, String path) {
        return read(
                mvc.get().uri(path).header("Authorization", "Bearer " + owner.key()).exchange());
    }

    private JsonNode post(MockMvcTester mvc, Owner owner, String path, String body) {
        return read(
                mvc.post()
                        .uri(path)
                        .header("Authorization", "Bearer " + owner.key())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body.replace('\'', '"'))
                        .exchange());
    }

    private void put(MockMvcTester mvc, Owner owner, String path, String body) {
        read(
                mvc.put()
                        .uri(path)
                        .header("Authorization", "Bearer " + owner.key())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body.replace('\'', '"'))
                        .exchange());
    }

    private JsonNode read(MvcTestResult result) {
        try {
            var body = result.getResponse().getContentAsString();
            if (result.getResponse().getStatus() >= 300) {
                throw new AssertionError(body);
            }
            return json.readTree(body);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
