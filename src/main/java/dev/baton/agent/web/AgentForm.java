package dev.baton.agent.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentEdit;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An agent as it stands in the form, right or wrong: every text as somebody typed it. A kind that
 * has something to configure has fields of its own here; only those of the chosen kind count.
 *
 * @param capabilities separated by commas or spaces
 * @param version that the edit started from; 0 for a new agent
 */
record AgentForm(
        String kind,
        String name,
        String description,
        String release,
        String capabilities,
        PromptFields prompt,
        HttpFields http,
        LimitFields limits,
        SharingFields sharing,
        Long version) {

    private static final String FIRST_KIND = "prompt";
    private static final int LONGEST_NAME = 64;
    private static final String COPY = "-copy";

    AgentForm {
        kind = Objects.requireNonNullElse(kind, "");
        name = Objects.requireNonNullElse(name, "").strip();
        description = Objects.requireNonNullElse(description, "");
        release = Objects.requireNonNullElse(release, "").strip();
        capabilities = Objects.requireNonNullElse(capabilities, "");
        prompt = Objects.requireNonNullElseGet(prompt, PromptFields::blank);
        http = Objects.requireNonNullElseGet(http, HttpFields::blank);
        limits =
                Objects.requireNonNullElseGet(
                        limits, () -> LimitFields.of(AgentSettings.named("")));
        sharing = Objects.requireNonNullElseGet(sharing, SharingFields::none);
        version = Objects.requireNonNullElse(version, 0L);
    }

    /**
     * @param usual what an agent has where nobody says otherwise
     */
    static AgentForm blank(AgentSettings usual) {
        return new AgentForm(
                FIRST_KIND,
                "",
                "",
                AgentSettings.FIRST_RELEASE,
                "",
                PromptFields.blank(),
                HttpFields.blank(),
                LimitFields.of(usual),
                SharingFields.none(),
                0L);
    }

    /**
     * @param shown the agent's configuration without secrets
     * @param tenants that may use it beside its owner
     */
    static AgentForm of(Agent agent, ObjectNode shown, List<UUID> tenants) {
        var settings = agent.settings();
        return new AgentForm(
                agent.kind(),
                settings.name(),
                settings.description(),
                settings.release(),
                String.join(", ", settings.capabilities()),
                PromptFields.of(shown),
                HttpFields.of(shown),
                LimitFields.of(settings),
                new SharingFields(false, tenants),
                agent.version());
    }

    /** The same for a new agent: under another name, shared with nobody. */
    AgentForm copied() {
        var room = LONGEST_NAME - COPY.length();
        var stem = name.length() <= room ? name : name.substring(0, room);
        return new AgentForm(
                kind,
                stem + COPY,
                description,
                AgentSettings.FIRST_RELEASE,
                capabilities,
                prompt,
                http,
                limits,
                SharingFields.none(),
                0L);
    }

    /** The same over a newer version, after somebody was told that there is one. */
    AgentForm over(long newer) {
        return new AgentForm(
                kind,
                name,
                description,
                release,
                capabilities,
                prompt,
                http,
                limits,
                sharing,
                newer);
    }

    NewAgent toNewAgent() {
        return new NewAgent(
                kind,
                toSettings(),
                toConfiguration(kind),
                true,
                Objects.requireNonNullElse(sharing.toTenants(), Set.of()));
    }

    /**
     * @param kind of the agent, which stays whatever the form says
     */
    AgentEdit toEdit(String kind) {
        return new AgentEdit(toSettings(), toConfiguration(kind), null, sharing.toTenants());
    }

    private AgentSettings toSettings() {
        return new AgentSettings(
                name,
                description,
                release,
                new TreeSet<>(
                        Arrays.stream(capabilities.split("[,\\s]+"))
                                .filter(text -> !text.isEmpty())
                                .toList()),
                limits.toLimits(),
                limits.toCost());
    }

    private ObjectNode toConfiguration(String kind) {
        return switch (kind) {
            case "prompt" -> prompt.toConfiguration();
            case "http" -> http.toConfiguration();
            default -> JsonNodeFactory.instance.objectNode();
        };
    }
}
