package dev.baton.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant by a name that is none. */
final class Nearest {

    private static final int MOST_SHOWN = 12;
    private static final int LONGEST = 200;

    private Nearest() {}

    /** The name that differs from it the least, unless it differs in much. */
    static Optional<String> to(String name, Collection<String> names) {
        var wanted = name.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(each -> each.length() <= LONGEST)
                .map(each -> new Distant(each, distance(wanted, each.toLowerCase(Locale.ROOT))))
                .filter(each -> each.by <= Math.max(1, Math.min(name.length(), 12) / 3))
                .min(Comparator.comparingInt(Distant::by).thenComparing(Distant::name))
                .map(Distant::name);
    }

    private record Distant(String name, int by) {}

    /** Some of the names, what was meant most likely before the others. */
    static String first(String name, Collection<String> names) {
        var nearest = to(name, names);
        var listed = new StringBuilder(nearest.orElse(""));
        var count = nearest.isPresent() ? 1 : 0;
        for (var each : names) {
            if (each.equals(nearest.orElse(null))) {
                continue;
            }
            listed.append(count == 0 ? "" : ", ").append(count == MOST_SHOWN ? "…" : each);
            if (count++ == MOST_SHOWN) {
                break;
            }
        }
        return listed.isEmpty() ? "–" : listed.toString();
    }

    /** Letters to put in, leave out, change or swap with the next (Damerau and Levenshtein). */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > LONGEST || one.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        var rows = new int[one.length() + 1][other.length() + 1];
        for (var row = 0; row <= one.length(); row++) {
            for (var column = 0; column <= other.length(); column++) {
                rows[row][column] =
                        row == 0 || column == 0
                                ? row + column
                                : least(rows, one, other, row, column);
            }
        }
        return rows[one.length()][other.length()];
    }

    private static int least(int[][] rows, String one, String other, int row, int column) {
        var isSame = one.charAt(row - 1) == other.charAt(column - 1);
        var least =
                Math.min(
                        rows[row - 1][column - 1] + (isSame ? 0 : 1),
                        1 + Math.min(rows[row - 1][column], rows[row][column - 1]));
        var isSwapped =
                row > 1
                        && column > 1
                        && one.charAt(row - 1) == other.charAt(column - 2)
                        && one.charAt(row - 2) == other.charAt(column - 1);
        return isSwapped ? Math.min(least, rows[row - 2][column - 2] + 1) : least;
    }
}
