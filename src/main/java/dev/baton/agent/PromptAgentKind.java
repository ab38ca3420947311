package dev.baton.agent;

import dev.baton.model.CallerFields;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionNotFound;
import dev.baton.model.Connections;
import dev.baton.model.ModelCall;
import dev.baton.model.ModelCalls;
import dev.baton.model.ModelRef;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptNotFound;
import dev.baton.prompt.PromptShelf;
import dev.baton.prompt.PromptVariable;
import dev.baton.prompt.ReadyPrompt;
import dev.baton.prompt.VariablesRefused;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Renders a prompt template and asks a model. */
@Component
class PromptAgentKind implements AgentKind {

    static final long MOST_OUTPUT_TOKENS = 1_000_000;

    /** What the agent itself says, so no pinned parameter may. */
    private static final Set<String> NOT_PARAMETERS =
            Set.of(
                    "messages",
                    "model",
                    "stream",
                    "stream_options",
                    "max_tokens",
                    "max_completion_tokens");

    private final ModelCalls models;
    private final PromptShelf prompts;
    private final Connections connections;

    PromptAgentKind(ModelCalls models, PromptShelf prompts, Connections connections) {
        this.models = models;
        this.prompts = prompts;
        this.connections = connections;
    }

    @Override
    public String name() {
        return "prompt";
    }

    @Override
    public boolean pricedByRequest() {
        return false;
    }

    @Override
    public ObjectNode configure(AgentId agent, ObjectNode wanted, @Nullable ObjectNode current) {
        var form = new ConfigurationForm(wanted);
        var connection = connection(form, agent.tenant());
        var model = form.text("model", 200);
        var prompt = form.id("prompt_id").orElse(null);
        var version = form.wholeNumber("prompt_version", 1, Integer.MAX_VALUE);
        checkPrompt(form, agent.tenant(), prompt, version, current);
        var parameters = form.object("parameters");
        for (var name : parameters.propertyNames()) {
            if (NOT_PARAMETERS.contains(name)) {
                form.fault("parameters", "parameter_refused", name + " cannot be pinned.", name);
            }
        }
        var most = form.wholeNumber("max_output_tokens", 1, MOST_OUTPUT_TOKENS);
        if (most == null && !form.hasFault("max_output_tokens")) {
            form.fault("max_output_tokens", "required", "A value is needed.");
        }
        form.ignore("connection_owner");
        form.refuseOthers();
        form.refuseIfWrong();
        return AgentConfiguration.of(
                new PromptAgentConfiguration(
                        connection.value(),
                        connection.tenant().value(),
                        model,
                        prompt,
                        version == null ? null : version.intValue(),
                        parameters,
                        most == null ? 1 : most));
    }

    @Override
    public ObjectNode shown(ObjectNode configuration) {
        var shown = configuration.deepCopy();
        shown.remove("connection_owner");
        return shown;
    }

    @Override
    public PreparedCall prepare(Agent agent, AgentCall call) {
        CallerFields.check(call.body());
        var how = agent.configuration(PromptAgentConfiguration.class);
        var prompt =
                call.rendered() == null
                        ? prompt(agent.owner(), how)
                        : Optional.<ReadyPrompt>empty();
        var body = call.body().deepCopy();
        body.set("messages", messages(prompt, call));
        how.parameters().properties().forEach(pin -> body.set(pin.getKey(), pin.getValue()));
        OutputCap.apply(body, how.maxOutputTokens());
        var prepared =
                models.prepare(
                        new ModelCall(
                                model(agent, call.caller(), how),
                                body,
                                how.maxOutputTokens(),
                                call.trace(),
                                call.deadline(),
                                call.id(),
                                agent.retries(),
                                call.memory()));
        return new PromptCall(how.model(), version(prompt, call), prepared);
    }

    @Override
    public Optional<UUID> promptVersion(Agent agent) {
        var how = agent.configuration(PromptAgentConfiguration.class);
        try {
            return prompt(agent.owner(), how).map(prompt -> prompt.version().value());
        } catch (PromptNotFound gone) {
            return Optional.empty();
        }
    }

    @Override
    public boolean takesRendered(Agent agent, TenantId caller) {
        return agent.owner().equals(caller)
                || agent.configuration(PromptAgentConfiguration.class).promptId() == null;
    }

    /** It can answer while its connection is switched on and its template is there. */
    @Override
    public AgentCondition check(Agent agent) {
        var how = agent.configuration(PromptAgentConfiguration.class);
        var connection = connection(how);
        if (!models.isOpen(agent.owner(), connection)) {
            return AgentCondition.unusable(
                    "connection_off", "Its connection cannot be used.", Duration.ZERO);
        }
        try {
            prompt(agent.owner(), how);
        } catch (PromptNotFound e) {
            return AgentCondition.unusable("prompt_gone", "Its prompt is gone.", Duration.ZERO);
        }
        return AgentCondition.usable(Duration.ZERO);
    }

    @Override
    public List<PromptVariable> variables(Agent agent) {
        return prompt(agent.owner(), agent.configuration(PromptAgentConfiguration.class))
                .map(prompt -> prompt.template().variables())
                .orElse(List.of());
    }

    @Override
    public void checkVariables(Agent agent, ObjectNode body, Map<String, Object> variables) {
        var prompt = prompt(agent.owner(), agent.configuration(PromptAgentConfiguration.class));
        if (prompt.isEmpty()) {
            refuseAny(variables);
        } else if (body.path("messages") instanceof ArrayNode messages) {
            prompt.get().template().check(messages, variables);
        }
    }

    private static Optional<UUID> version(Optional<ReadyPrompt> own, AgentCall call) {
        return call.rendered() == null
                ? own.map(prompt -> prompt.version().value())
                : Optional.ofNullable(call.rendered().version());
    }

    private ArrayNode messages(Optional<ReadyPrompt> prompt, AgentCall call) {
        if (!(call.body().path("messages") instanceof ArrayNode messages)) {
            throw new MessagesMissing();
        }
        if (prompt.isPresent()) {
            return prompt.get().template().messages(messages, call.variables());
        }
        refuseAny(call.variables());
        return messages;
    }

    /** Without a prompt there is nothing to put them in. */
    private static void refuseAny(Map<String, Object> variables) {
        variables.keySet().stream()
                .min(String::compareTo)
                .ifPresent(
                        name -> {
                            throw VariablesRefused.unknown(name);
                        });
    }

    private Optional<ReadyPrompt> prompt(TenantId owner, PromptAgentConfiguration how) {
        if (how.promptId() == null) {
            return Optional.empty();
        }
        var id = new PromptId(owner, how.promptId());
        return Optional.of(
                how.promptVersion() == null
                        ? prompts.newest(id)
                        : prompts.version(id, how.promptVersion()));
    }

    private static ConnectionId connection(PromptAgentConfiguration how) {
        return new ConnectionId(new TenantId(how.connectionOwner()), how.connectionId());
    }

    /** The owner's grant counts, the caller pays. */
    private static ModelRef model(Agent agent, TenantId caller, PromptAgentConfiguration how) {
        return new ModelRef(caller, agent.owner(), connection(how), how.model());
    }

    private ConnectionId connection(ConfigurationForm form, TenantId owner) {
        var nothing = new ConnectionId(owner, new UUID(0, 0));
        var wanted = form.id("connection_id").orElse(null);
        if (wanted == null) {
            if (!form.hasFault("connection_id")) {
                form.fault("connection_id", "required", "A connection is needed.");
            }
            return nothing;
        }
        try {
            return connections.get(owner, wanted).id();
        } catch (ConnectionNotFound e) {
            form.fault("connection_id", "connection_unknown", "There is no such connection.");
            return nothing;
        }
    }

    private static boolean isChosen(UUID prompt, @Nullable ObjectNode current) {
        return current != null && current.path("prompt_id").asString("").equals(prompt.toString());
    }

    private void checkPrompt(
            ConfigurationForm form,
            TenantId owner,
            @Nullable UUID prompt,
            @Nullable Long version,
            @Nullable ObjectNode current) {
        if (prompt == null) {
            if (version != null) {
                form.fault("prompt_id", "required", "A version needs its prompt.");
            }
            return;
        }
        try {
            var id = new PromptId(owner, prompt);
            var _ = version == null ? prompts.newest(id) : prompts.version(id, version.intValue());
            if (!isChosen(prompt, current) && prompts.isArchived(id)) {
                form.fault("prompt_id", "prompt_archived", "The prompt is archived.");
            }
        } catch (PromptNotFound e) {
            form.fault("prompt_id", "prompt_unknown", "There is no such prompt or version.");
        }
    }
}
