package dev.baton.model;

import dev.baton.TestPeople;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keys, connections and agents for tests of the API and the pages about providers. */
@Component
public class ProviderBench {

    /** Nobody listens there. */
    public static final String NOWHERE = "http://127.0.0.1:59009/v1";

    private final ApiKeys keys;
    private final Connections connections;
    private final ModelCatalogue catalogue;
    private final AgentRegistry agents;
    private final JsonMapper json;

    ProviderBench(
            ApiKeys keys,
            Connections connections,
            ModelCatalogue catalogue,
            AgentRegistry agents,
            JsonMapper json) {
        this.keys = keys;
        this.connections = connections;
        this.catalogue = catalogue;
        this.agents = agents;
        this.json = json;
    }

    public String key(TenantId tenant, Permission... scopes) {
        Set<String> wire =
                Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(tenant, new NewKey("Script", wire, null, null), owner(tenant)).token();
    }

    public ConnectionId connection(TenantId tenant, String name) {
        return connection(tenant, name, NOWHERE);
    }

    public ConnectionId connection(TenantId tenant, String name, String baseUrl) {
        return connections.create(
                new ConnectionSettings(ProviderKind.OPENAI, name, baseUrl, Timeouts.DEFAULT),
                new ConnectionSecrets(ModelFixtures.CANARY, null),
                owner(tenant));
    }

    public UUID model(ConnectionId connection, String name) {
        return catalogue.add(connection, name, null, null, owner(connection.tenant()));
    }

    /** An agent of the tenant that calls through the connection. */
    public AgentId agent(TenantId tenant, ConnectionId connection, String name) {
        var configuration =
                json.createObjectNode()
                        .put("connection_id", connection.value().toString())
                        .put("model", "gpt-4o-mini")
                        .put("max_output_tokens", 100);
        return agents.create(
                        new NewAgent("prompt", AgentSettings.named(name), configuration),
                        owner(tenant))
                .id();
    }

    public static Actor owner(TenantId tenant) {
        return TestPeople.operator(tenant);
    }
}
