package dev.baton.message;

import dev.baton.TestPeople;
import dev.baton.agent.Agent;
import dev.baton.agent.AgentCapacity;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFixture;
import dev.baton.identity.key.NewKey;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageRow;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionSecrets;
import dev.baton.model.ConnectionSettings;
import dev.baton.model.Connections;
import dev.baton.model.ModelCatalogue;
import dev.baton.model.Price;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tenants that ask, agents that answer, and keys to ask with. */
@TestComponent
public class MessageFixture {

    /** Gives up on a provider after some seconds. */
    public static final Timeouts HASTY =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(8));

    /** Nano-units for a million tokens, in and out: figures that are easy to check. */
    public static final long PRICE_IN = 1_000_000_000;

    public static final long PRICE_OUT = 2_000_000_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final AgentLimits WIDE =
            new AgentLimits(1_000, 1_000_000, Duration.ofSeconds(30), 0);
    private static final AgentLimits PATIENT =
            new AgentLimits(1_000, 1_000_000, Duration.ofSeconds(30), 2);
    private static final int ENOUGH = 1_000_000;

    private final TenantDirectory tenants;
    private final AgentRegistry agents;
    private final Connections connections;
    private final ModelCatalogue catalogue;
    private final ApiKeys keys;
    private final Budgets budgets;
    private final UsageLog usage;
    private final AgentCapacity capacity;
    private final Environment environment;
    private final Map<AgentId, ConnectionId> remotes = new ConcurrentHashMap<>();

    MessageFixture(
            TenantDirectory tenants,
            AgentRegistry agents,
            Connections connections,
            ModelCatalogue catalogue,
            ApiKeys keys,
            Budgets budgets,
            UsageLog usage,
            AgentCapacity capacity,
            Environment environment) {
        this.tenants = tenants;
        this.agents = agents;
        this.connections = connections;
        this.catalogue = catalogue;
        this.keys = keys;
        this.budgets = budgets;
        this.usage = usage;
        this.capacity = capacity;
        this.environment = environment;
    }

    /** A tenant with the agents {@code assistant} (demo model) and {@code echo}, and a client. */
    public Caller caller() {
        var tenant = tenant(ENOUGH, null);
        demo(tenant, "assistant");
        echo(tenant, "echo", 0);
        return caller(tenant);
    }

    /** A tenant without agents. */
    public TenantId tenant(int perMinute, @Nullable Integer concurrent) {
        return tenant(new TenantLimits(perMinute, null, concurrent));
    }

    public TenantId tenant(TenantLimits limits) {
        return tenant("USD", limits);
    }

    /** A tenant without agents that pays in a currency. */
    public TenantId payingIn(String currency) {
        return tenant(currency, new TenantLimits(ENOUGH, null, null));
    }

    private TenantId tenant(String currency, TenantLimits limits) {
        var name = "t" + TestPeople.unique();
        return tenants.create(
                        new Slug(name),
                        currency,
                        new TenantSettings(name, Locale.ENGLISH, ZoneOffset.UTC),
                        limits,
                        KeyFixture.OPERATOR)
                .id();
    }

    public Caller caller(TenantId tenant) {
        return caller(tenant, null);
    }

    /** A caller whose key has a limit of its own. */
    public Caller caller(TenantId tenant, @Nullable Integer perMinute) {
        var issued =
                keys.issue(
                        tenant,
                        new NewKey("Web shop", scopes(), null, perMinute),
                        KeyFixture.owner(tenant));
        return new Caller(
                tenant, new BatonClient(port(), issued.token()), issued.key().id().value());
    }

    public Agent echo(TenantId tenant, String name, long cost, String... capabilities) {
        return create(tenant, "echo", settings(name, WIDE, cost, capabilities), JSON.createObjectNode());
    }

    /** An agent of the platform, which has its prices in dollars. */
    public Agent sharedEcho(TenantId with, long cost, String... capabilities) {
        return shared("echo", cost, JSON.createObjectNode(), Set.of(with), capabilities);
    }

    /** An agent of the platform on the demo model. */
    public Agent sharedDemo(TenantId... with) {
        return shared("prompt", 0, demo(JSON.createObjectNode()), Set.of(with));
    }

    public Agent limited(
            TenantId tenant, String name, AgentLimits limits, String... capabilities) {
        return create(
                tenant, "echo", settings(name, limits, 0, capabilities), JSON.createObjectNode());
    }

    public Agent demo(TenantId tenant, String name, String... capabilities) {
        var configuration = demo(JSON.createObjectNode());
        return create(tenant, "prompt", settings(name, WIDE, 0, capabilities), configuration);
    }

    /** An agent whose model an OpenAI-compatible server under this address serves. */
    public Agent remote(TenantId tenant, String name, String baseUrl, Timeouts timeouts) {
        return remote(tenant, name, baseUrl, timeouts, JSON.createObjectNode());
    }

    public Agent remote(
            TenantId tenant,
            String name,
            String baseUrl,
            Timeouts timeouts,
            ObjectNode pinned,
            String... capabilities) {
        return remote(tenant, name, baseUrl, timeouts, pinned, PATIENT, capabilities);
    }

    public Agent remote(
            TenantId tenant, String name, String baseUrl, Timeouts timeouts, AgentLimits limits) {
        return remote(tenant, name, baseUrl, timeouts, JSON.createObjectNode(), limits);
    }

    private Agent remote(
            TenantId tenant,
            String name,
            String baseUrl,
            Timeouts timeouts,
            ObjectNode pinned,
            AgentLimits limits,
            String... capabilities) {
        var owner = KeyFixture.owner(tenant);
        var connection =
                connections.create(
                        new ConnectionSettings(
                                ProviderKind.OPENAI,
                                "stub " + TestPeople.unique(),
                                baseUrl,
                                timeouts),
                        new ConnectionSecrets("sk-stub-1", null),
                        owner);
        catalogue.add(connection, "stub-model", 100_000, 10_000, owner);
        catalogue.addPrice(
                connection,
                "stub-model",
                new Price("USD", Instant.EPOCH, PRICE_IN, PRICE_IN, PRICE_IN, PRICE_OUT),
                owner);
        var configuration = JSON.createObjectNode();
        configuration.put("connection_id", connection.value().toString());
        configuration.put("model", "stub-model").put("max_output_tokens", 500);
        configuration.set("parameters", pinned);
        var agent = create(tenant, "prompt", settings(name, limits, 0, capabilities), configuration);
        remotes.put(agent.id(), connection);
        return agent;
    }

    /** The secret of the connection that a remote agent asks through becomes another. */
    public void changeSecret(Agent agent, String secret) {
        var connection = connections.own(Objects.requireNonNull(remotes.get(agent.id())));
        connections.edit(
                connection.id(),
                connection.version(),
                new ConnectionSettings(
                        connection.provider(),
                        connection.name(),
                        connection.baseUrl(),
                        connection.timeouts()),
                new ConnectionSecrets(secret, null),
                KeyFixture.owner(agent.owner()));
    }

    /** An agent on the demo model that renders the newest version of a prompt. */
    public Agent templated(TenantId tenant, String name, UUID prompt) {
        var configuration = demo(JSON.createObjectNode());
        configuration.put("prompt_id", prompt.toString());
        return create(tenant, "prompt", settings(name, WIDE, 0), configuration);
    }

    /** The id of the agent that the tenant knows by this name. */
    public UUID agent(TenantId tenant, String name) {
        return agents.find(tenant, name).orElseThrow().id().value();
    }

    public void disable(Agent agent) {
        agents.disable(agent.id(), KeyFixture.owner(agent.owner()));
    }

    /** Nothing of the tenant is done until it is resumed; this instance knows at once. */
    public void suspend(TenantId tenant) {
        tenants.suspend(tenant, KeyFixture.OPERATOR);
        tenants.forget(tenant);
    }

    public void resume(TenantId tenant) {
        tenants.resume(tenant, KeyFixture.OPERATOR);
        tenants.forget(tenant);
    }

    /** Nothing is remembered of the tenant: whoever needs it asks the database. */
    public void forget(TenantId tenant) {
        tenants.forget(tenant);
    }

    public void enable(Agent agent) {
        agents.enable(agent.id(), KeyFixture.owner(agent.owner()));
    }

    /** Takes a place of an agent until it is closed. */
    public AutoCloseable busy(String agent, TenantId tenant) {
        var found = agents.find(tenant, agent).orElseThrow();
        return capacity.acquire(found, tenant, Instant.now().plusSeconds(5));
    }

    public void switchOffConnection(Agent agent) {
        connections.switchOff(
                Objects.requireNonNull(remotes.get(agent.id())), KeyFixture.owner(agent.owner()));
    }

    public void budget(TenantId tenant, long nanos) {
        budgets.limit(tenant, OptionalLong.of(nanos), KeyFixture.owner(tenant));
    }

    /** The calls of one trace. */
    public List<UsageRow> usage(TenantId tenant, String traceId) {
        return usage.ofTrace(tenant, traceId);
    }

    /** Every call of a tenant. */
    public List<UsageRow> allUsage(TenantId tenant) {
        var now = Instant.now();
        var filter = UsageFilter.between(now.minus(Duration.ofDays(1)), now.plusSeconds(60));
        var calls = new ArrayList<UsageRow>();
        usage.forEach(tenant, filter, calls::add);
        return calls;
    }

    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    private Agent shared(
            String kind,
            long cost,
            ObjectNode configuration,
            Set<TenantId> with,
            String... capabilities) {
        var settings = settings("shared-" + TestPeople.unique(), WIDE, cost, capabilities);
        return agents.create(
                new NewAgent(kind, settings, configuration, true, with), KeyFixture.OPERATOR);
    }

    private static ObjectNode demo(ObjectNode configuration) {
        return configuration
                .put("connection_id", "00000000-0000-7000-8000-000000000011")
                .put("model", "demo")
                .put("max_output_tokens", 500);
    }

    private Agent create(
            TenantId tenant, String kind, AgentSettings settings, ObjectNode configuration) {
        return agents.create(
                new NewAgent(kind, settings, configuration), KeyFixture.owner(tenant));
    }

    private static AgentSettings settings(
            String name, AgentLimits limits, long cost, String... capabilities) {
        return new AgentSettings(
                name,
                "",
                AgentSettings.FIRST_RELEASE,
                new TreeSet<>(List.of(capabilities)),
                limits,
                cost);
    }

    private static Set<String> scopes() {
        return Stream.of(
                        Permission.MESSAGES_READ,
                        Permission.MESSAGES_WRITE,
                        Permission.AGENTS_READ,
                        Permission.RUNS_READ,
                        Permission.RUNS_WRITE,
                        Permission.WORKFLOWS_READ,
                        Permission.WORKFLOWS_WRITE)
                .map(Permission::wire)
                .collect(Collectors.toSet());
    }

    /** Who asks: a tenant and a client with its key. */
    public record Caller(TenantId tenant, BatonClient client, UUID key) {

        public Actor actor() {
            return Actor.key(
                    tenant, key, "Web shop", Set.of(Permission.MESSAGES_WRITE, Permission.MESSAGES_READ));
        }
    }
}
