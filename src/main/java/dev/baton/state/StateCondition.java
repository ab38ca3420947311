package dev.baton.state;

import dev.baton.platform.problem.EditedMeanwhile;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be so for a change to be made, as {@code If-Match} and {@code If-None-Match} say it.
 *
 * @param tags one of which the record must have; null when any will do
 * @param exists whether there must be one
 * @param absent whether there must be none
 */
public record StateCondition(@Nullable Set<String> tags, boolean exists, boolean absent) {

    public static final StateCondition NONE = new StateCondition(null, false, false);
    public static final StateCondition ABSENT = new StateCondition(null, false, true);

    private static final String ANY = "*";

    /** The record must still be at the version that was seen. */
    public static StateCondition same(StateRecord seen) {
        return new StateCondition(Set.of(seen.tag()), true, false);
    }

    /** From the headers; of {@code If-None-Match} only {@code *} means something for a change. */
    public static StateCondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        var absent = ifNoneMatch != null && ifNoneMatch.strip().equals(ANY);
        if (ifMatch == null) {
            return absent ? ABSENT : NONE;
        }
        var any = ifMatch.strip().equals(ANY);
        return new StateCondition(any ? null : tags(ifMatch), true, absent);
    }

    /** The tags of a header, without their quotes and marks. */
    public static Set<String> tags(String header) {
        return Arrays.stream(header.split(","))
                .map(tag -> tag.strip().replaceFirst("^W/", "").replace("\"", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    void check(StateKey key, Optional<StateRecord> found) {
        if (absent && found.isPresent()) {
            throw new StateExists(key);
        }
        if (exists && found.isEmpty()) {
            throw new EditedMeanwhile();
        }
        if (tags != null && found.filter(it -> tags.contains(it.tag())).isEmpty()) {
            throw new EditedMeanwhile();
        }
    }
}
