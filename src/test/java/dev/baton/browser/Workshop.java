package dev.baton.browser;

import dev.baton.TestPeople;
import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.approval.ApprovalFixture;
import dev.baton.identity.AccountCare;
import dev.baton.identity.Email;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.MembershipId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.model.ConnectionFilter;
import dev.baton.model.ConnectionLists;
import dev.baton.model.ConnectionRow;
import dev.baton.model.ConnectionSecrets;
import dev.baton.model.ConnectionSettings;
import dev.baton.model.Connections;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;
import dev.baton.platform.trace.Trace;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptName;
import dev.baton.run.NewRun;
import dev.baton.run.RunDesk;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.trigger.Overlap;
import dev.baton.trigger.TriggerKind;
import dev.baton.trigger.TriggerWish;
import dev.baton.trigger.Triggers;
import dev.baton.webhook.EndpointSettings;
import dev.baton.webhook.WebhookDesk;
import dev.baton.work.Priority;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowTemplates;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Tenants with something in them, for tests that look at pages. */
@Component
class Workshop {

    private static final PromptDraft DRAFT =
            new PromptDraft(
                    PromptContent.text("You answer for Acme, briefly.", List.of()), "First words");
    private static final Set<String> SCOPES = Set.of(Permission.MESSAGES_WRITE.wire());
    private static final Email GUEST = new Email("guest@example.org");

    private final TestPeople people;
    private final AgentRegistry agents;
    private final PromptLibrary prompts;
    private final WorkflowRegistry workflows;
    private final ConnectionLists connections;
    private final Connections connecting;
    private final WebhookDesk webhooks;
    private final InvitationDesk invitations;
    private final AccountCare care;
    private final ApiKeys keys;
    private final RunDesk runs;
    private final Triggers triggers;
    private final ApprovalFixture approvals;
    private final JsonMapper json;

    Workshop(
            TestPeople people,
            AgentRegistry agents,
            PromptLibrary prompts,
            WorkflowRegistry workflows,
            ConnectionLists connections,
            Connections connecting,
            WebhookDesk webhooks,
            InvitationDesk invitations,
            AccountCare care,
            ApiKeys keys,
            RunDesk runs,
            Triggers triggers,
            ApprovalFixture approvals,
            JsonMapper json) {
        this.people = people;
        this.agents = agents;
        this.prompts = prompts;
        this.workflows = workflows;
        this.connections = connections;
        this.connecting = connecting;
        this.webhooks = webhooks;
        this.invitations = invitations;
        this.care = care;
        this.keys = keys;
        this.runs = runs;
        this.triggers = triggers;
        this.approvals = approvals;
        this.json = json;
    }

    ConnectionRow builtInModel(TenantId tenant) {
        return connections.list(tenant, ConnectionFilter.NONE, null, null, 50).data().stream()
                .filter(connection -> connection.provider() == ProviderKind.DEMO)
                .findFirst()
                .orElseThrow();
    }

    /** An agent that says what it was asked. */
    String echo(TestPeople.Person owner, String name) {
        return agents.create(
                        new NewAgent("echo", settings(name), json.createObjectNode()),
                        owner.actor())
                .id()
                .value()
                .toString();
    }

    /** An agent that asks the built-in model with a template of nobody's. */
    String assistant(TestPeople.Person owner, String name) {
        var configuration =
                json.createObjectNode()
                        .put("connection_id", builtInModel(owner.tenant()).id().value().toString())
                        .put("model", "demo")
                        .put("max_output_tokens", 500);
        return agents.create(new NewAgent("prompt", settings(name), configuration), owner.actor())
                .id()
                .value()
                .toString();
    }

    private String schedule(String name, String workflow, Actor by) {
        var morning =
                new TriggerKind.Schedule("0 7 * * MON-FRI", "Europe/Madrid", Overlap.SKIP, null);
        var input = Map.<String, Object>of("question", "Which is the best?");
        var made =
                triggers.create(
                        by, new TriggerWish(name, workflow, null, morning, null, input, null));
        triggers.runNow(by, made.trigger().id(), Trace.start(), null);
        return made.trigger().id().value().toString();
    }

    private String workflow(String name, String description, Actor by) {
        var draft = WorkflowDraft.of(WorkflowTemplates.find("majority-vote").orElseThrow().graph());
        var id = workflows.create(new WorkflowName(name, description), draft, by).id();
        workflows.publish(id, null, description, by);
        return id.value().toString();
    }

    /**
     * One of everything that has a page, by the place of its id in the page's address.
     *
     * @param words what becomes of every name that a person may choose
     */
    Map<String, String> things(
            TestPeople.Person owner, String answered, UnaryOperator<String> words) {
        var tenant = owner.tenant();
        var by = owner.actor();
        var message = json.readTree(answered);
        var name = new PromptName(words.apply("Reply"), words.apply("How we answer a customer"));
        var prompt = prompts.create(name, DRAFT, by).prompt().value().toString();
        var endpoint = webhooks.create(tenant, endpoint(words.apply("Orders")), by).endpoint().id();
        var newKey = new NewKey(words.apply("Web shop"), SCOPES, null, null);
        var key = keys.issue(tenant, newKey, by).key().id();
        var connection = ownConnection(words.apply("Our models"), by);
        var things = new HashMap<String, String>();
        things.put("/agents/", message.path("agent").path("id").stringValue());
        things.put("/messages/", message.path("id").stringValue());
        things.put("/decisions/", message.path("decision_id").stringValue());
        things.put("/traces/", message.path("trace_id").stringValue());
        things.put("/runs/", run(owner, words.apply("Triage")));
        things.put("/approvals/", approvals.ask(by, words.apply("Refund")).value().toString());
        things.put("/prompts/", prompt);
        things.put("/prompts/*/versions/", "1");
        var workflow = workflow(words.apply("Vote"), words.apply("What most say"), by);
        things.put("/workflows/", workflow);
        things.put("/triggers/", schedule(words.apply("Every morning"), workflow, by));
        things.put("/workflows/*/versions/", "1");
        things.put("/webhooks/", endpoint.value().toString());
        things.put("/keys/", key.value().toString());
        things.put("/providers/", connection);
        things.put("/users/", owner.id().value().toString());
        things.put("/tenants/", tenant.value().toString());
        things.put("/invitations/", invitations.invite(tenant, GUEST, Role.VIEWER, by).token());
        var guest = people.person(tenant, Role.VIEWER);
        things.put("/accounts/", guest.id().value().toString());
        things.put(
                "/password-resets/",
                care.resetLink(new MembershipId(tenant, guest.id()), by).token());
        things.put("/styleguide/error/", "404");
        return things;
    }

    /** A run that waits for a signal after some steps. */
    String run(TestPeople.Person owner, String title) {
        var steps = json.createArrayNode();
        var first = steps.addObject().put("id", "first").put("title", title);
        first.put("kind", "transform").put("value", title);
        var wait = steps.addObject().put("id", "wait").put("kind", "wait").put("signal", "go");
        wait.putArray("after").add("first");
        var last = steps.addObject().put("id", "last").put("kind", "transform").put("value", 1);
        last.putArray("after").add("wait");
        var graph = json.createObjectNode();
        graph.set("steps", steps);
        return runs.start(
                        owner.actor(),
                        NewRun.of(
                                title,
                                graph.toString(),
                                null,
                                Map.of(),
                                Priority.NORMAL,
                                null,
                                Trace.start()))
                .id()
                .toString();
    }

    private static EndpointSettings endpoint(String description) {
        return new EndpointSettings(
                "http://127.0.0.1:1025/baton", description, List.of("message.*"), List.of());
    }

    private String ownConnection(String name, Actor by) {
        var settings =
                new ConnectionSettings(
                        ProviderKind.OPENAI, name, "http://127.0.0.1:1025/v1", Timeouts.DEFAULT);
        return connecting
                .create(settings, new ConnectionSecrets("sk-never-shown", null), by)
                .value()
                .toString();
    }

    /** A key with these scopes; the token itself. */
    String key(TestPeople.Person owner, String name, Permission... scopes) {
        var wire = Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(owner.tenant(), new NewKey(name, wire, null, null), owner.actor())
                .token();
    }

    TestPeople.Person owner() {
        return owner(Locale.ENGLISH);
    }

    TestPeople.Person owner(Locale language) {
        return owner("Acme Logistics", language);
    }

    TestPeople.Person owner(String tenant, Locale language) {
        return people.person(people.tenant(tenant).id(), Role.TENANT_OWNER, language);
    }

    TestPeople.Person operator(Locale language) {
        return people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN, language);
    }

    private static AgentSettings settings(String name) {
        return new AgentSettings(
                name,
                "Says what it was asked",
                AgentSettings.FIRST_RELEASE,
                new TreeSet<>(List.of("echo")),
                AgentLimits.DEFAULT,
                AgentSettings.DEFAULT_COST);
    }
}
