package dev.baton.agent.web;

import dev.baton.agent.AgentKind;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentStatus;
import dev.baton.model.ConnectionLists;
import dev.baton.platform.web.Choice;
import dev.baton.prompt.PromptChoices;
import dev.baton.tenant.TenantId;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;

/** What a tenant can choose from, in the filters and in the form of an agent. */
@Component
class AgentChoices {

    /** Models of one connection; the value names both. */
    record ModelGroup(String connection, List<Choice> models) {}

    private final AgentRegistry registry;
    private final AgentKinds kinds;
    private final ConnectionLists connections;
    private final PromptChoices prompts;
    private final MessageSource messages;

    AgentChoices(
            AgentRegistry registry,
            AgentKinds kinds,
            ConnectionLists connections,
            PromptChoices prompts,
            MessageSource messages) {
        this.registry = registry;
        this.kinds = kinds;
        this.connections = connections;
        this.prompts = prompts;
        this.messages = messages;
    }

    /** A kind that nobody has named yet is shown by its own name. */
    List<Choice> kinds() {
        return kinds.all().stream()
                .map(AgentKind::name)
                .map(
                        name ->
                                Choice.of(
                                        name,
                                        text("agent.kind." + name, name),
                                        text("agent.kind." + name + ".detail", "")))
                .toList();
    }

    List<Choice> statuses() {
        return Arrays.stream(AgentStatus.values())
                .map(
                        status ->
                                Choice.of(
                                        status.wire(), text("agent.status." + status.wire(), "")))
                .toList();
    }

    /** Every capability of the agents that the tenant may use. */
    List<Choice> capabilities(TenantId tenant) {
        return registry.usableBy(tenant).stream()
                .flatMap(agent -> agent.capabilities().stream())
                .distinct()
                .sorted()
                .map(name -> Choice.of(name, name))
                .toList();
    }

    List<Choice> prompts(TenantId tenant) {
        return prompts.of(tenant).stream()
                .map(prompt -> Choice.of(prompt.id().value().toString(), prompt.name()))
                .toList();
    }

    List<ModelGroup> models(TenantId tenant) {
        return connections.choices(tenant).stream()
                .map(
                        choice ->
                                new ModelGroup(
                                        choice.name(),
                                        choice.models().stream()
                                                .map(
                                                        model ->
                                                                Choice.of(
                                                                        choice.connection().value()
                                                                                + "/"
                                                                                + model.name(),
                                                                        model.name()))
                                                .toList()))
                .filter(group -> !group.models().isEmpty())
                .toList();
    }

    private String text(String key, String otherwise) {
        var text = messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale());
        return text == null ? otherwise : text;
    }
}
