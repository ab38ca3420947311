package dev.baton.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The figures a drill reached: printed, and kept as its line of {@code bench/drills.md}. */
public final class Figures {

    private static final double PART = Double.parseDouble(System.getProperty("drill.part", "1"));

    private static final Path TABLE = Path.of("bench", "drills.md");

    private static final List<String> HEAD =
            List.of(
                    "# Drills",
                    "",
                    "The figures that each drill reached when it last ran; it writes its line itself. "
                            + "Two cores, shared with the load and with whatever else ran.",
                    "",
                    "| drill | load | figure wanted | figure reached | date | command |",
                    "|---|---|---|---|---|---|");

    private Figures() {}

    /** The seed of this run: {@code -Ddrill.seed}, else a new one. Printed, so that it can be repeated. */
    static long seed(String drill) {
        var seed = Long.getLong("drill.seed", System.nanoTime() % 1_000_000);
        System.out.println(drill + ": seed " + seed);
        return seed;
    }

    /** So many at full load; {@code -Ddrill.part=0.1} is a trial of a tenth, which is not recorded. */
    public static int load(int full) {
        return Math.max(1, (int) Math.round(full * PART));
    }

    static Duration load(Duration full) {
        return Duration.ofMillis(load((int) full.toMillis()));
    }

    /** Only what ran at full load is kept; it takes the place of the drill's line before. */
    public static void record(String drill, Class<?> test, String load, String wanted, String reached)
            throws IOException {
        System.out.println(drill + ": " + load + " -> " + reached);
        if (PART < 1) {
            return;
        }
        var line =
                "| %s | %s | %s | %s | %s | `mvn -Pdrills verify -Dtest=%s` |"
                        .formatted(
                                drill,
                                load,
                                wanted,
                                reached,
                                LocalDate.now(ZoneOffset.UTC),
                                test.getSimpleName());
        var lines = new ArrayList<>(Files.exists(TABLE) ? Files.readAllLines(TABLE) : HEAD);
        lines.removeIf(each -> each.startsWith("| " + drill + " |"));
        lines.add(line);
        var rows = lines.subList(HEAD.size(), lines.size());
        rows.sort(java.util.Comparator.comparingInt(Figures::number));
        Files.write(TABLE, lines);
    }

    static Duration percentile(List<Duration> durations, int percent) {
        if (durations.isEmpty()) {
            return Duration.ZERO;
        }
        var sorted = durations.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1e3);
    }

    private static int number(String row) {
        var digits = row.replaceFirst("^\\| D(\\d+).*", "$1");
        return digits.matches("\\d+") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }
}
