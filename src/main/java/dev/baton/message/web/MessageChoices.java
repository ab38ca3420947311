package dev.baton.message.web;

import dev.baton.agent.AgentRegistry;
import dev.baton.ledger.UsageRange;
import dev.baton.message.MessageStatus;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.TenantId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What the list of messages can be narrowed to, in the viewer's words. */
@Component
class MessageChoices {

    private final AgentRegistry agents;
    private final MessageSource messages;

    MessageChoices(AgentRegistry agents, MessageSource messages) {
        this.agents = agents;
        this.messages = messages;
    }

    List<Choice> statuses(Locale locale) {
        return Arrays.stream(MessageStatus.values())
                .map(one -> choice(one.wire(), "message.status.", locale))
                .toList();
    }

    List<Choice> agents(TenantId tenant) {
        return agents.usableBy(tenant).stream()
                .map(agent -> Choice.of(agent.id().value().toString(), agent.name()))
                .sorted(Comparator.comparing(Choice::label))
                .toList();
    }

    List<Choice> ranges(Locale locale) {
        return Arrays.stream(UsageRange.values())
                .map(one -> choice(one.code(), "ledger.range.", locale))
                .toList();
    }

    private Choice choice(String value, String prefix, Locale locale) {
        return Choice.of(value, messages.getMessage(prefix + value, null, locale));
    }
}
