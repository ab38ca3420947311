package dev.baton.prompt.web;

import dev.baton.platform.Page;
import dev.baton.platform.web.Choice;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptSummary;
import dev.baton.tenant.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The list of prompt templates as its address asks for it: those in use, or the archived ones. */
@Component
class PromptLists {

    private static final String ARCHIVED = "archived";

    private final PromptLibrary library;
    private final MessageSource messages;

    PromptLists(PromptLibrary library, MessageSource messages) {
        this.library = library;
        this.messages = messages;
    }

    Page<PromptSummary> page(
            String state,
            String search,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        return state.equals(ARCHIVED)
                ? library.archived(search, sort, after, limit, by)
                : library.list(search, sort, after, limit, by);
    }

    boolean hasArchived(Actor by) {
        return !library.archived("", null, null, 1, by).data().isEmpty();
    }

    List<Choice> states() {
        return List.of(
                Choice.of(
                        ARCHIVED,
                        messages.getMessage(
                                "prompt.state.archived", null, LocaleContextHolder.getLocale())));
    }
}
