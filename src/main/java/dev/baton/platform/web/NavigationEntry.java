package dev.baton.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the left navigation. A module contributes it as a bean; whoever lacks the permission
 * does not see it.
 *
 * @param order place within the group, in tens
 * @param href where it leads; it is the current one on this path and on everything below
 * @param icon name of a Tabler outline icon
 * @param permission name of the permission that shows it, or null for everybody signed in
 */
public record NavigationEntry(
        NavigationGroup group,
        int order,
        String href,
        String messageKey,
        String icon,
        @Nullable String permission) {

    /** The letter that leads there after {@code g}; null where none does. */
    public @Nullable String letter() {
        return GoLetters.of(href);
    }

    boolean covers(String path) {
        return path.equals(href) || path.startsWith(href.endsWith("/") ? href : href + "/");
    }
}
