package dev.baton.identity;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Addresses as somebody pasted them: one a line, or with commas or semicolons between; each once.
 *
 * @param addresses as they were typed, perhaps none at all
 */
public record InvitationWishes(List<String> addresses) {

    public static final int MOST = 50;

    private static final Pattern BETWEEN = Pattern.compile("[,;\\r\\n]+");

    /** Refused when there are more than {@value #MOST}. */
    public static InvitationWishes of(String text) {
        var addresses =
                BETWEEN.splitAsStream(text)
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .map(it -> it.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        if (addresses.size() > MOST) {
            throw new TooMany();
        }
        return new InvitationWishes(addresses);
    }

    /** More than can be invited at once. */
    private static final class TooMany extends RuleRefused {

        TooMany() {
            super(
                    "too_many_addresses",
                    "At most " + MOST + " addresses at once.",
                    List.of(
                            new FieldProblem(
                                    "email", "too_many", "At most " + MOST + " addresses.")));
        }
    }
}
