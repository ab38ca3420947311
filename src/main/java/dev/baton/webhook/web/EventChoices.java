package dev.baton.webhook.web;

import dev.baton.event.EventCatalogue;
import dev.baton.event.EventDescription;
import dev.baton.platform.web.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The events that an endpoint can choose: all, then each type with what it means. */
@Component
class EventChoices {

    private final EventCatalogue catalogue;
    private final MessageSource messages;

    EventChoices(EventCatalogue catalogue, MessageSource messages) {
        this.catalogue = catalogue;
        this.messages = messages;
    }

    List<Choice> in(Locale locale) {
        var choices = new ArrayList<Choice>();
        choices.add(Choice.of("*", messages.getMessage("webhook.events.all", null, locale)));
        catalogue.descriptions().forEach(type -> choices.add(choice(type, locale)));
        return choices;
    }

    private Choice choice(EventDescription type, Locale locale) {
        var title = messages.getMessage("event." + type.name(), null, type.title(), locale);
        return Choice.of(type.name(), type.name(), title == null ? type.title() : title);
    }
}
