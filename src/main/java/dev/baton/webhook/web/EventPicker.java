package dev.baton.webhook.web;

import dev.baton.event.Event;
import dev.baton.event.EventCatalogue;
import dev.baton.event.EventDescription;
import dev.baton.event.EventJson;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The events that an endpoint can choose, in the reader's language, and what each looks like. */
@Component
class EventPicker {

    /** It goes to one endpoint by hand; there is nothing to choose. */
    private static final String TEST = "webhook.test";

    private static final UUID SAMPLE = UUID.fromString("01981f3a-6a6e-7c52-9a4e-2f6c1d0b7e11");
    private static final Instant SAMPLE_TIME = Instant.parse("2026-11-20T14:05:31.204Z");

    private final EventCatalogue catalogue;
    private final MessageSource messages;
    private final JsonMapper json;

    EventPicker(EventCatalogue catalogue, MessageSource messages, JsonMapper json) {
        this.catalogue = catalogue;
        this.messages = messages;
        this.json = json;
    }

    Choice everything(Locale locale) {
        return Choice.of("*", text("webhook.events.all", locale));
    }

    List<EventGroup> groups(Locale locale) {
        var byNoun =
                types().collect(
                                Collectors.groupingBy(
                                        type -> noun(type.name()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return byNoun.entrySet().stream()
                .map(
                        group ->
                                new EventGroup(
                                        Choice.of(
                                                group.getKey() + ".*",
                                                group.getKey() + ".*",
                                                text("webhook.events.group", locale)),
                                        group.getValue().stream()
                                                .map(type -> choice(type, locale))
                                                .toList()))
                .toList();
    }

    List<EventExample> examples(TenantId tenant, Locale locale) {
        return types()
                .map(
                        type ->
                                new EventExample(
                                        type.name(), title(type, locale), body(type, tenant)))
                .toList();
    }

    private Stream<EventDescription> types() {
        return catalogue.descriptions().stream().filter(type -> !type.name().equals(TEST));
    }

    private Choice choice(EventDescription type, Locale locale) {
        return Choice.of(type.name(), type.name(), title(type, locale));
    }

    private String title(EventDescription type, Locale locale) {
        var title = messages.getMessage("event." + type.name(), null, type.title(), locale);
        return title == null ? type.title() : title;
    }

    private String body(EventDescription type, TenantId tenant) {
        var event =
                new Event(
                        tenant,
                        SAMPLE,
                        42,
                        0,
                        type.name(),
                        SAMPLE,
                        type.example().toString(),
                        SAMPLE_TIME,
                        null);
        return json.readTree(EventJson.of(event).bytes()).toPrettyString();
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static String noun(String type) {
        return type.substring(0, type.indexOf('.'));
    }
}
