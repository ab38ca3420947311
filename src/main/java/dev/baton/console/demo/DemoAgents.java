package dev.baton.console.demo;

import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionFilter;
import dev.baton.model.ConnectionLists;
import dev.baton.model.ConnectionRow;
import dev.baton.model.ProviderKind;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptLibrary;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What each demo tenant works with: its prompts, an assistant on the built-in model, an echo. */
@Component
class DemoAgents {

    private static final String MODEL = "demo";
    private static final long LONGEST_ANSWER = 1_000;
    private static final AgentLimits LIMITS =
            new AgentLimits(50, 1_000, Duration.ofSeconds(60), 3);

    private final AgentRegistry agents;
    private final PromptLibrary prompts;
    private final ConnectionLists connections;

    DemoAgents(AgentRegistry agents, PromptLibrary prompts, ConnectionLists connections) {
        this.agents = agents;
        this.prompts = prompts;
        this.connections = connections;
    }

    /** Adds what is missing; the first of the prompts is the assistant's. */
    void furnish(List<DemoPrompts.Written> written, Actor by) {
        var ids = written.stream().map(prompt -> prompt(prompt, by)).toList();
        agent(
                "prompt",
                settings("assistant", "Answers questions with the built-in demo model", "chat"),
                asking(ids.getFirst(), by.tenant()),
                by);
        agent(
                "echo",
                settings("echo", "Says what it was asked, for trying out connections", "echo"),
                JsonNodeFactory.instance.objectNode(),
                by);
    }

    private PromptId prompt(DemoPrompts.Written written, Actor by) {
        return existing(written, by)
                .orElseGet(
                        () -> {
                            var version = prompts.create(written.name(), written.draft(), by);
                            return version.prompt();
                        });
    }

    private Optional<PromptId> existing(DemoPrompts.Written written, Actor by) {
        var name = written.name().value();
        return prompts.list(name, null, null, 50, by).data().stream()
                .filter(summary -> summary.name().equals(name))
                .map(summary -> summary.id())
                .findFirst();
    }

    private void agent(String kind, AgentSettings settings, ObjectNode configuration, Actor by) {
        var isThere =
                agents.find(by.tenant(), settings.name())
                        .filter(agent -> agent.owner().equals(by.tenant()))
                        .isPresent();
        if (!isThere) {
            agents.create(new NewAgent(kind, settings, configuration), by);
        }
    }

    private ObjectNode asking(PromptId prompt, TenantId tenant) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("connection_id", builtIn(tenant).value().toString())
                .put("model", MODEL)
                .put("prompt_id", prompt.value().toString())
                .put("max_output_tokens", LONGEST_ANSWER);
    }

    private ConnectionId builtIn(TenantId tenant) {
        return connections
                .list(tenant, ConnectionFilter.NONE, null, null, 50)
                .data().stream()
                .filter(connection -> connection.provider() == ProviderKind.DEMO)
                .map(ConnectionRow::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No built-in model for " + tenant));
    }

    private static AgentSettings settings(String name, String description, String capability) {
        return new AgentSettings(
                name,
                description,
                AgentSettings.FIRST_RELEASE,
                new TreeSet<>(List.of(capability)),
                LIMITS,
                AgentSettings.DEFAULT_COST);
    }
}
