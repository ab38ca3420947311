package dev.baton.run.web;

import dev.baton.agent.AgentRegistry;
import dev.baton.ledger.Money;
import dev.baton.ledger.UsageRange;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Formats;
import dev.baton.run.AfterDivergence;
import dev.baton.run.Rating;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFilter;
import dev.baton.run.RunStatus;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.DurationText;
import dev.baton.workflow.WorkflowRegistry;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What the list of runs can be narrowed to, in the viewer's words. */
@Component
class RunChoices {

    /**
     * A status, as a way to the runs that have it.
     *
     * @param count how many there are; null where it would say nothing
     */
    record StatusChip(String status, @Nullable String count, boolean isChosen) {}

    /** What is offered to narrow the list to, in units and as durations are written. */
    private static final List<String> COSTS = List.of("0.01", "0.1", "1", "10", "100");

    private static final List<String> DURATIONS = List.of("10s", "1m", "10m", "1h", "1d");

    private static final int MOST_WORKFLOWS = 200;

    private final RunDesk desk;
    private final AgentRegistry agents;
    private final WorkflowRegistry workflows;
    private final Formats formats;
    private final MessageSource messages;

    RunChoices(
            RunDesk desk,
            AgentRegistry agents,
            WorkflowRegistry workflows,
            Formats formats,
            MessageSource messages) {
        this.desk = desk;
        this.agents = agents;
        this.workflows = workflows;
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

    List<Choice> agents(TenantId tenant) {
        return agents.usableBy(tenant).stream()
                .map(agent -> Choice.of(agent.id().value().toString(), agent.name()))
                .sorted(Comparator.comparing(Choice::label))
                .toList();
    }

    /** None for whoever may not see workflows. */
    List<Choice> workflows(Actor by) {
        return by.may(Permission.WORKFLOWS_READ)
                ? workflows.list(false, "", "name", null, MOST_WORKFLOWS, by).data().stream()
                        .map(one -> Choice.of(one.id().value().toString(), one.name()))
                        .toList()
                : List.of();
    }

    /** The run whose steps began those that are listed; none where it may be any. */
    List<Choice> parent(@Nullable UUID chosen) {
        return Stream.ofNullable(chosen)
                .map(UUID::toString)
                .map(id -> Choice.of(id, formats.shortId(id)))
                .toList();
    }

    /** Those that there are; the one that is chosen is there in any case. */
    List<Choice> errors(TenantId tenant, @Nullable String chosen) {
        return with(chosen, desk.errors(tenant)).map(one -> Choice.of(one, one)).toList();
    }

    List<Choice> costs(@Nullable Long chosen, String currency) {
        var asked = chosen == null ? null : new Money(chosen, currency).amount();
        var own =
                asked == null
                                || COSTS.stream()
                                        .anyMatch(it -> new BigDecimal(it).compareTo(asked) == 0)
                        ? null
                        : asked.stripTrailingZeros().toPlainString();
        return with(own, COSTS)
                .map(
                        one ->
                                Choice.of(
                                        one,
                                        "≥ "
                                                + formats.money(
                                                                new BigDecimal(one)
                                                                        .movePointRight(9)
                                                                        .longValue(),
                                                                currency)
                                                        .exact()))
                .toList();
    }

    /** As its address writes it, so that the one that is chosen is found among them. */
    List<Choice> durations(@Nullable Duration chosen, @Nullable String written) {
        return with(chosen == null ? null : written, DURATIONS)
                .map(
                        one ->
                                Choice.of(
                                        one,
                                        "≥ "
                                                + formats.duration(
                                                        DurationText.read(one).orElseThrow())))
                .toList();
    }

    private static Stream<String> with(@Nullable String chosen, List<String> others) {
        return chosen == null || others.contains(chosen)
                ? others.stream()
                : Stream.concat(Stream.of(chosen), others.stream());
    }

    List<Choice> asking(Locale locale) {
        return List.of(Choice.of("true", messages.getMessage("run.asking.open", null, locale)));
    }

    List<Choice> ratings(Locale locale) {
        return Arrays.stream(Rating.values())
                .map(one -> choice(one.wire(), "run.feedback.", locale))
                .toList();
    }

    /** What a replay may do at steps that differ. */
    List<Choice> ways(Locale locale) {
        return Stream.of(AfterDivergence.AGENTS, AfterDivergence.EXECUTE, AfterDivergence.STOP)
                .map(AfterDivergence::wire)
                .map(
                        way ->
                                Choice.of(
                                        way,
                                        words("run.replay.after." + way, locale),
                                        words("run.replay.after." + way + ".why", locale)))
                .toList();
    }

    private String words(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private Choice choice(String value, String prefix, Locale locale) {
        return Choice.of(value, words(prefix + value, locale));
    }
}
