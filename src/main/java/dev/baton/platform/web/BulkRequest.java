package dev.baton.platform.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list's form asks for the rows that were picked.
 *
 * @param action name of what to do
 * @param id of the rows, also in one text with commas
 * @param all instead every row that the list's filter leaves
 * @param confirmed whether the question that comes first was answered
 */
public record BulkRequest(
        @Nullable String action,
        @Nullable List<UUID> id,
        @Nullable Boolean all,
        @Nullable Boolean confirmed) {

    private static final Set<String> NAMES = Set.of("action", "id", "all", "confirmed");

    /**
     * Whether a query says any of this. What is done to rows is what the form says: an address that
     * somebody was sent could turn one row into all of them, and answer the question as well.
     */
    public static boolean isIn(@Nullable String query) {
        return query != null
                && Arrays.stream(query.split("&")).map(BulkRequest::name).anyMatch(NAMES::contains);
    }

    /** As binding reads it: {@code !all}, {@code _all} and {@code id[0]} are these too. */
    private static String name(String parameter) {
        try {
            var name = URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8);
            return name.replaceAll("^[!_]|\\[.*", "");
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    /** The action's name; empty for none. */
    public String wanted() {
        return action == null ? "" : action;
    }

    boolean isForAll() {
        return Boolean.TRUE.equals(all);
    }

    boolean isConfirmed() {
        return Boolean.TRUE.equals(confirmed);
    }

    List<UUID> picked() {
        return id == null ? List.of() : id.stream().distinct().toList();
    }
}
