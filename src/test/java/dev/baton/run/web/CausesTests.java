package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.baton.approval.ApprovalStatus;
import dev.baton.decision.Decision.Reason;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.ProblemWords;
import dev.baton.run.RunHistory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whatever can stop a step, or let it wait, has words in every language. The codes are read from
 * the source, so that a new one without words fails here.
 */
class CausesTests {

    private static final Path SOURCES = Path.of("src/main/java/dev/baton");

    /** What makes a failure or a wait with a code of its own. */
    private static final Pattern MADE =
            Pattern.compile(
                    "(?:new StepError|failed|invalid|Delayed|Impossible)\\(\\s*\"([a-z][a-z_]*)\"");

    /** Where one of several codes is chosen. */
    private static final Pattern CHOSEN = Pattern.compile("->\\s*\"([a-z_]+)\";");

    private static final Set<String> CHOOSERS = Set.of("AgentSteps.java", "HttpSteps.java");

    /** What refuses on the way to an agent, or to a run of another workflow. */
    private static final Pattern REFUSAL =
            Pattern.compile(
                    "extends (?:LimitReached|Unavailable|Conflict|PaymentRequired|RuleRefused"
                            + "|NotFound|Denied|BadInput)\\b");

    private static final Pattern CODE =
            Pattern.compile("(?:super|ProviderFailed)\\(\\s*(?:\\d+,\\s*)?\"([a-z_]+)\"");

    private static final List<String> ON_THE_WAY =
            List.of(
                    "agent",
                    "approval",
                    "selection",
                    "message",
                    "ledger",
                    "limit",
                    "model",
                    "prompt",
                    "workflow",
                    "vault",
                    "tenant",
                    "platform/memory",
                    "platform/commit",
                    "run");

    /** Refusals of what people and programs ask for, which no step does. */
    private static final Set<String> NOT_OF_STEPS =
            Set.of(
                    "agent_",
                    "agent_name_taken",
                    "agent_private",
                    "agent_shared",
                    "approval_above_limit",
                    "approval_not_found",
                    "handover_not_found",
                    "message_not_found",
                    "plan_over_cost",
                    "prompt_in_use",
                    "prompt_name_taken",
                    "prompt_type_stays",
                    "question_not_found",
                    "run_count_differs",
                    "run_ended",
                    "run_is_no_replay",
                    "run_not_begun",
                    "run_not_found",
                    "run_of_no_workflow",
                    "run_open",
                    "slug_taken",
                    "steps_done",
                    "too_many_agents",
                    "too_many_snapshots",
                    "too_many_waiting",
                    "workflow_name_taken");

    private final ResourceBundleMessageSource texts = texts();
    private final AnnotationConfigApplicationContext context = context();

    @AfterEach
    void forgetTheLanguage() {
        LocaleContextHolder.resetLocaleContext();
        context.close();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void haveWordsInEveryLanguage(String code) {
        var told = new HashSet<String>();
        for (var language : List.of("en", "es", "th")) {
            LocaleContextHolder.setLocale(Locale.of(language));
            assertThat(causes().told(code)).as(language).isNotBlank().doesNotContain("{");
            told.add(String.valueOf(causes().told(code)));
        }
        assertThat(told).hasSize(3);
    }

    @Test
    void areThoseOfEveryPartOfARun() {
        assertThat(codes())
                .contains(
                        "agent_concurrency",
                        "rate_limited",
                        "budget_exhausted",
                        "cost_reserved",
                        "tenant_suspended",
                        "database_away",
                        "too_many_runs",
                        "provider_timeout",
                        "unreachable",
                        "http_503",
                        "approval_expired",
                        "too_deep",
                        "timed_out",
                        "going_in_circles",
                        "expression_failed",
                        "no_majority");
    }

    @Test
    void areNotMadeUpForCodesOfOthers() {
        assertThat(causes().told("out_of_stock")).isNull();
    }

    static Set<String> codes() {
        var codes = new TreeSet<String>();
        files("run").filter(CausesTests::isExecuted).forEach(file -> find(MADE, file, codes));
        files("run/engine").forEach(file -> find(MADE, file, codes));
        files("run")
                .filter(file -> CHOOSERS.contains(file.getFileName().toString()))
                .forEach(file -> find(CHOSEN, file, codes));
        ON_THE_WAY.stream()
                .flatMap(CausesTests::files)
                .filter(file -> REFUSAL.matcher(text(file)).find())
                .forEach(file -> find(CODE, file, codes));
        Stream.of(Reason.LACKS_CAPABILITY, Reason.DISABLED, Reason.INACTIVE, Reason.AT_CAPACITY)
                .forEach(reason -> codes.add("agent_" + reason.name().toLowerCase(Locale.ROOT)));
        Stream.of(ApprovalStatus.values())
                .filter(end -> end != ApprovalStatus.OPEN && end != ApprovalStatus.APPROVED)
                .forEach(end -> codes.add("approval_" + end.wire()));
        codes.removeAll(NOT_OF_STEPS);
        if (codes.remove("http_")) {
            codes.add("http_503");
        }
        return codes;
    }

    /** What a simulation makes up is no run's. */
    private static boolean isExecuted(Path file) {
        var name = file.getFileName().toString();
        return !name.startsWith("Simulat") && !name.startsWith("Sample");
    }

    private static Stream<Path> files(String folder) {
        try (var files = Files.list(SOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void find(Pattern pattern, Path file, Set<String> into) {
        pattern.matcher(text(file)).results().forEach(match -> into.add(match.group(1)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Causes causes() {
        return context.getBean(Causes.class);
    }

    private AnnotationConfigApplicationContext context() {
        var made = new AnnotationConfigApplicationContext();
        made.registerBean("messageSource", ResourceBundleMessageSource.class, () -> texts);
        made.registerBean(Clock.class, Clock::systemUTC);
        made.registerBean(RunHistory.class, () -> mock(RunHistory.class));
        made.register(ProblemWords.class, Formats.class, Causes.class);
        made.refresh();
        return made;
    }

    private static ResourceBundleMessageSource texts() {
        var source = new ResourceBundleMessageSource();
        try (var folders = Files.list(Path.of("src/main/resources/i18n"))) {
            source.setBasenames(
                    folders.map(it -> "i18n/" + it.getFileName() + "/messages")
                            .toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
