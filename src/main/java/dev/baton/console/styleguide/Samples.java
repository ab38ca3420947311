package dev.baton.console.styleguide;

import dev.baton.platform.web.Choice;
import dev.baton.platform.web.chart.Meter;
import dev.baton.platform.web.chart.Series.Ink;
import dev.baton.platform.web.chart.Sparkline;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Likely rows and choices, so that the style guide looks like a day at work. */
@Component("styleguideSamples")
class Samples {

    private final MessageSource messages;
    private final Clock clock;

    Samples(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    public List<String> states() {
        return List.of("ok", "running", "waiting", "failed", "held", "off");
    }

    public List<Choice> stateChoices() {
        return states().stream().map(it -> Choice.of(it, text("state." + it))).toList();
    }

    public List<Choice> kinds() {
        return choices("kind", "prompt", "http", "echo");
    }

    public List<Choice> capabilities() {
        return choices("capability", "chat", "summary", "code");
    }

    public List<Choice> models() {
        return List.of(
                Choice.of("demo", "demo"),
                Choice.of("gpt-5-mini", "gpt-5-mini"),
                Choice.of("claude-haiku", "claude-haiku-4.5"));
    }

    public Instant ago(long seconds) {
        return clock.instant().minusSeconds(seconds);
    }

    public String id() {
        return "019a3f6e-7c1b-7d42-9e0a-4b1f52c877f0";
    }

    public String secret() {
        return "eyJraWQiOiJrMSIsImFsZyI6IkVkRFNBIn0.eyJpc3MiOiJiYXRvbiIsInN1YiI6ImtleSIsImp0aSI6"
                + "IjAxOWEzZjZlIn0.9mZ3vJq0Hc7Xk2pT8wQbYfLsEoRnUaVdGi1KtMxCzPyBhNe4S6uDjWl5OrAg";
    }

    public String curl() {
        return """
        curl https://baton.example/api/v1/messages \\
          -H "Authorization: Bearer $BATON_API_KEY" \\
          -H "Content-Type: application/json" \\
          -d '{"agent": "assistant", "input": "Where is my order?"}'\
        """;
    }

    public Meter budget() {
        return new Meter(text("budget.told"), 31.4, 4.2, 50);
    }

    public Meter spentBudget() {
        return new Meter(text("budget.told"), 50, 0, 50);
    }

    public Sparkline spark() {
        return new Sparkline(
                text("spark.told"), Ink.MAIN, List.of(4., 6., 5., 9., 8., 12., 11., 14.));
    }

    public Sparkline failing() {
        return new Sparkline(
                text("spark.told"), Ink.FAILED, List.of(9., 9., 8., 9., 4., 2., 1., 0.));
    }

    List<Agent> agents(String search, String state) {
        return List.of(
                        agent(
                                "assistant",
                                "support.tier1",
                                "ok",
                                48_213,
                                .9934,
                                1_240,
                                1_830_000L,
                                40,
                                "chat",
                                "summary"),
                        agent(
                                "contract-reader",
                                "legal.review",
                                "running",
                                1_904,
                                .981,
                                8_420,
                                21_400_000L,
                                3,
                                "summary"),
                        agent("echo", "built-in", "ok", 312, 1, 12, 0L, 7_200, "chat"),
                        agent(
                                "invoice-extractor",
                                "finance.ap",
                                "waiting",
                                12_871,
                                .9512,
                                3_310,
                                4_250_000L,
                                95,
                                "summary"),
                        agent(
                                "market-research-weekly",
                                "growth.analysis",
                                "failed",
                                96,
                                .42,
                                41_700,
                                312_000_000L,
                                600,
                                "chat",
                                "code"),
                        agent(
                                "ผู้ช่วยภาษาไทย",
                                "siam.support",
                                "held",
                                5_530,
                                .9871,
                                1_610,
                                2_010_000L,
                                86_400,
                                "chat"),
                        agent("sql-writer", "data.platform", "off", 0, 0, 0, 0L, 2_592_000, "code"))
                .stream()
                .filter(
                        it ->
                                it.name()
                                        .toLowerCase(Locale.ROOT)
                                        .contains(search.toLowerCase(Locale.ROOT)))
                .filter(it -> state.isEmpty() || it.state().equals(state))
                .toList();
    }

    private Agent agent(
            String name,
            String owner,
            String state,
            long runs,
            double success,
            long p95,
            long cost,
            long seenSecondsAgo,
            String... capabilities) {
        return new Agent(
                name,
                owner,
                state,
                runs,
                runs == 0 ? null : success,
                Duration.ofMillis(p95),
                cost,
                ago(seenSecondsAgo),
                java.util.Arrays.stream(capabilities).map(it -> text("capability." + it)).toList());
    }

    private List<Choice> choices(String group, String... values) {
        return java.util.Arrays.stream(values)
                .map(
                        it ->
                                Choice.of(
                                        it,
                                        text(group + "." + it),
                                        text(group + "." + it + ".detail")))
                .toList();
    }

    private String text(String key) {
        return messages.getMessage("styleguide." + key, null, LocaleContextHolder.getLocale());
    }

    record Agent(
            String name,
            String owner,
            String state,
            long messages,
            @Nullable Double success,
            Duration p95,
            long cost,
            Instant seen,
            List<String> capabilities) {}
}
