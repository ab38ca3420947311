package dev.baton.platform.web;

import dev.baton.platform.Page;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be done to many rows of a list, one after the other and each in the same way as
 * from the row's own page.
 *
 * @param list address of the list
 * @param words what its message keys begin with: {@code agent.bulk.enable}, and below it {@code
 *     .title}, {@code .effect} and {@code .done}
 * @param isGrave whether a person is asked before, because it cannot simply be undone
 * @param matching the ids that the list's filter leaves, by the cursor of the page before
 * @param name of a row; fails like the work when there is no such row
 * @param figure what it would do to these rows, for the words of its effect; empty while nobody
 *     can tell
 */
public record BulkTask(
        String list,
        String words,
        boolean isGrave,
        Function<@Nullable String, Page<UUID>> matching,
        Function<UUID, String> name,
        Consumer<UUID> work,
        Function<List<UUID>, OptionalLong> figure) {

    public BulkTask(
            String list,
            String words,
            boolean isGrave,
            Function<@Nullable String, Page<UUID>> matching,
            Function<UUID, String> name,
            Consumer<UUID> work) {
        this(list, words, isGrave, matching, name, work, ids -> OptionalLong.of(ids.size()));
    }

    /** What the button that does it sends. */
    String action() {
        return words.substring(words.lastIndexOf('.') + 1);
    }
}
