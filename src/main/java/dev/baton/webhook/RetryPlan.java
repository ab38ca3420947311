package dev.baton.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a delivery that fails is tried again: a preset, or waits of one's own.
 *
 * @param text as it is stored and told: the preset's name, or the waits, as in {@code 5s 5m 1h}
 * @param waits before each attempt, without the jitter; the first is sent at once
 */
public record RetryPlan(String text, List<Duration> waits) {

    /** The ten attempts of Standard Webhooks 1.0.0 over three days. */
    public static final RetryPlan STANDARD =
            new RetryPlan(
                    "standard",
                    List.of(
                            Duration.ZERO,
                            Duration.ofSeconds(5),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(5),
                            Duration.ofHours(10),
                            Duration.ofHours(14),
                            Duration.ofHours(20),
                            Duration.ofHours(24)));

    /** For events that nobody wants to hear of an hour later. */
    public static final RetryPlan SHORT =
            new RetryPlan(
                    "short",
                    List.of(
                            Duration.ZERO,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(45)));

    public static final RetryPlan NONE = new RetryPlan("none", List.of(Duration.ZERO));

    public static final List<RetryPlan> PRESETS = List.of(STANDARD, SHORT, NONE);

    /** Of any plan. */
    static final int MOST_ATTEMPTS = STANDARD.waits().size();

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern WAIT = Pattern.compile("([1-9][0-9]{0,4})([smh])");

    public RetryPlan {
        waits = List.copyOf(waits);
    }

    /** Empty when it is neither a preset nor a list of waits of a second to a day each. */
    public static Optional<RetryPlan> parse(String text) {
        var words = text.strip().split("[,\\s]+");
        var preset = PRESETS.stream().filter(plan -> plan.text().equals(words[0])).findFirst();
        if (preset.isPresent() && words.length == 1) {
            return preset;
        }
        var waits = new ArrayList<>(List.of(Duration.ZERO));
        for (var word : words) {
            var wait = wait(word);
            if (wait.isEmpty() || waits.size() == MOST_ATTEMPTS) {
                return Optional.empty();
            }
            waits.add(wait.get());
        }
        return Optional.of(new RetryPlan(String.join(" ", words), waits));
    }

    public int attempts() {
        return waits.size();
    }

    public boolean isPreset() {
        return PRESETS.contains(this);
    }

    private static Optional<Duration> wait(String word) {
        var parts = WAIT.matcher(word);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(parts.group(1));
        var wait =
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                };
        return Optional.of(wait).filter(it -> it.compareTo(LONGEST) <= 0);
    }
}
