package dev.baton.prompt.web;

import dev.baton.platform.Page;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Panel;
import dev.baton.prompt.PromptCalls;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptSummary;
import dev.baton.prompt.PromptUses;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The list of prompt templates as its address asks for it: those in use, or the archived ones. */
@Component
class PromptLists {

    private static final String ARCHIVED = "archived";

    private final PromptLibrary library;
    private final PromptUses uses;
    private final PromptCalls calls;
    private final MessageSource messages;

    PromptLists(
            PromptLibrary library, PromptUses uses, PromptCalls calls, MessageSource messages) {
        this.library = library;
        this.uses = uses;
        this.calls = calls;
        this.messages = messages;
    }

    /**
     * Gives the page after a cursor, null for the first. The tenant's calls are summed up once for
     * all of them.
     */
    Function<@Nullable String, Page<PromptRow>> pages(
            String state, String search, @Nullable String sort, int limit, Actor by) {
        var week = SingletonSupplier.of(() -> Panel.of(() -> calls.ofLastWeek(by.tenant())));
        return after ->
                rows(
                        state.equals(ARCHIVED)
                                ? library.archived(search, sort, after, limit, by)
                                : library.list(search, sort, after, limit, by),
                        week::obtain,
                        by.tenant());
    }

    private Page<PromptRow> rows(
            Page<PromptSummary> page, Supplier<Panel<Map<UUID, Long>>> week, TenantId tenant) {
        if (page.data().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        var ids = page.data().stream().map(it -> it.id().value()).toList();
        var used = uses.count(tenant, ids);
        var called = week.get().then(sums -> calls.byPrompt(tenant, ids, sums)).content();
        return page.map(
                it -> {
                    var id = it.id().value();
                    return new PromptRow(
                            it,
                            used.getOrDefault(id, 0L),
                            called == null ? null : called.getOrDefault(id, 0L));
                });
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
