package dev.baton.browser;

import dev.baton.TestPeople;
import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.model.ConnectionLists;
import dev.baton.model.ConnectionRow;
import dev.baton.model.ProviderKind;
import dev.baton.prompt.PromptLibrary;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tenants with something in them, for tests that look at pages. */
@Component
class Workshop {

    private final TestPeople people;
    private final AgentRegistry agents;
    private final PromptLibrary prompts;
    private final ConnectionLists connections;
    private final ApiKeys keys;
    private final JsonMapper json;

    Workshop(
            TestPeople people,
            AgentRegistry agents,
            PromptLibrary prompts,
            ConnectionLists connections,
            ApiKeys keys,
            JsonMapper json) {
        this.people = people;
        this.agents = agents;
        this.prompts = prompts;
        this.connections = connections;
        this.keys = keys;
        this.json = json;
    }

    ConnectionRow builtInModel(TenantId tenant) {
        return connections.list(tenant, ConnectionLists.FROM_THE_START, 50).data().stream()
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

    /** A key with these scopes; the token itself. */
    String key(TestPeople.Person owner, String name, Permission... scopes) {
        var wire = Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(owner.tenant(), new NewKey(name, wire, null, null), owner.actor()).token();
    }

    TestPeople.Person owner() {
        return people.person(people.tenant("Acme Logistics").id(), Role.TENANT_OWNER);
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
