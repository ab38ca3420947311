package dev.baton.run.web;

import dev.baton.ledger.UsageRange;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Formats;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFilter;
import dev.baton.run.RunStatus;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the list of runs can be narrowed to, in the viewer's words. */
@Component
class RunChoices {

    /**
     * A status, as a way to the runs that have it.
     *
     * @param count how many there are; null where it would say nothing
     */
    record StatusChip(String status, @Nullable String count, boolean isChosen) {}

    private final RunDesk desk;
    private final Formats formats;
    private final MessageSource messages;

    RunChoices(RunDesk desk, Formats formats, MessageSource messages) {
        this.desk = desk;
        this.formats = formats;
        this.messages = messages;
    }

    /** Those that runs of the filter's time have, and the one that is chosen. */
    List<StatusChip> statuses(TenantId tenant, RunFilter filter) {
        var counts = filter.isSearch() ? Map.<RunStatus, Integer>of() : desk.count(tenant, filter);
        return Arrays.stream(RunStatus.values())
                .filter(it -> it == filter.status() || counts.getOrDefault(it, 0) > 0)
                .map(
                        it ->
                                new StatusChip(
                                        it.wire(),
                                        counts.isEmpty() ? null : told(counts.getOrDefault(it, 0)),
                                        it == filter.status()))
                .toList();
    }

    private String told(int count) {
        return formats.number(count, RunDesk.MOST_COUNTED);
    }

    List<Choice> statuses(Locale locale) {
        return Arrays.stream(RunStatus.values())
                .map(one -> choice(one.wire(), "run.status.", locale))
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
