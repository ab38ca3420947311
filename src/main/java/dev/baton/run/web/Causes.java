package dev.baton.run.web;

import dev.baton.decision.RefusalChange;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.ProblemWords;
import dev.baton.run.Run;
import dev.baton.run.RunHistory;
import dev.baton.run.StepError;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why steps fail and what they wait for, in the reader's words. */
@Component
class Causes {

    private static final String KEY = "run.cause.";
    private static final String STATUS = "http_";
    private static final Pattern STATUSES = Pattern.compile(STATUS + "\\d{3}");

    /**
     * @param text in the reader's words; null for a code that is not ours
     * @param change where somebody may change it; null when nobody can in the console
     */
    record Cause(StepError error, @Nullable String text, @Nullable RefusalChange change) {}

    private final MessageSource messages;
    private final ProblemWords problems;
    private final Formats formats;
    private final RunHistory history;

    Causes(MessageSource messages, ProblemWords problems, Formats formats, RunHistory history) {
        this.messages = messages;
        this.problems = problems;
        this.formats = formats;
        this.history = history;
    }

    /** Of a failure; figures of it are in its own words. */
    public Cause of(Run run, StepError error) {
        return of(run, error, Map.of());
    }

    /**
     * @param facts the figures behind it
     */
    Cause of(Run run, StepError error, Map<String, String> facts) {
        return new Cause(
                error,
                figures(error.code(), facts).orElseGet(() -> told(error.code())),
                RefusalChange.of(error.code(), facts)
                        .or(() -> change(run, error.code()))
                        .orElse(null));
    }

    /** The sentence for a code; null for one that is not ours. */
    public @Nullable String told(String code) {
        if (STATUSES.matcher(code).matches()) {
            return text(KEY + "http", code.substring(STATUS.length())).orElse(null);
        }
        return text(KEY + code).or(() -> problems.of(code)).orElse(null);
    }

    private Optional<String> figures(String code, Map<String, String> facts) {
        return switch (code) {
            case "agent_concurrency", "no_agent_fits" -> with(facts, code, "agent", "concurrent");
            case "too_many_in_flight" -> with(facts, code, "concurrent");
            case "too_many_runs" -> with(facts, code, "runs");
            case "rate_limited" ->
                    facts.containsKey("per_minute")
                            ? text("run.limit." + facts.get("limit"))
                                    .flatMap(
                                            whose ->
                                                    text(
                                                            KEY + code + ".figures",
                                                            number(facts.get("per_minute")),
                                                            whose))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<String> with(Map<String, String> facts, String code, String... names) {
        var values = Stream.of(names).map(name -> value(name, facts.get(name))).toArray();
        return facts.keySet().containsAll(List.of(names))
                ? text(KEY + code + ".figures", values)
                : Optional.empty();
    }

    private String value(String name, @Nullable String value) {
        return name.equals("agent") ? String.valueOf(value) : number(value);
    }

    private String number(@Nullable String value) {
        var text = String.valueOf(value);
        return text.matches("\\d{1,18}") ? formats.number(Long.parseLong(text)) : text;
    }

    private Optional<RefusalChange> change(Run run, String code) {
        return switch (code) {
            case "cost_reserved", "cost_limit_reached" -> limit(run);
            case "tenant_suspended" ->
                    Optional.of(
                            new RefusalChange(
                                    "/tenants/" + run.id().tenant(),
                                    "run.change.tenant",
                                    "tenants:write"));
            case "agent_disabled", "agent_inactive", "agent_not_found", "no_agent_fits" ->
                    Optional.of(new RefusalChange("/agents", "run.change.agents", "agents:read"));
            default -> Optional.empty();
        };
    }

    /** Where the lower of the limits is, for raising the other one changes nothing. */
    private Optional<RefusalChange> limit(Run run) {
        var head = run.head();
        var limit = history.limit(run);
        if (limit == null) {
            return Optional.empty();
        }
        if (limit.isOfGraph()) {
            return Optional.ofNullable(head.workflow())
                    .map(
                            it ->
                                    new RefusalChange(
                                            "/workflows/" + it.workflow(),
                                            "run.change.limit",
                                            "workflows:read"));
        }
        if (head.parent() != null) {
            return Optional.of(
                    new RefusalChange(
                            "/runs/" + head.parent().run(), "run.change.parent", "runs:read"));
        }
        var named = head.workflow() == null ? "" : "?workflow=" + head.workflow().workflow();
        return Optional.of(
                new RefusalChange("/runs/new" + named, "run.change.max-cost", "runs:write"));
    }

    private Optional<String> text(String key, Object... arguments) {
        return Optional.of(
                        String.valueOf(
                                messages.getMessage(
                                        key, arguments, "", LocaleContextHolder.getLocale())))
                .filter(text -> !text.isEmpty());
    }
}
