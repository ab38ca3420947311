package dev.baton.platform.web;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Who looks at the page, as far as the frame needs to know. One bean of this type answers for the
 * request at hand; without one the frame is a visitor's: no account, no tenant, no permission.
 */
public interface Viewer {

    /** The account signed in. */
    Optional<Account> account();

    /** The tenants this person may enter, the current one among them. */
    List<Workspace> workspaces();

    /** The tenant the page is about. */
    Optional<Workspace> workspace();

    /** The tenant to go back to after a visit: the first that is the viewer's own. */
    default Optional<Workspace> home() {
        return workspaces().stream().filter(it -> !it.visited()).findFirst();
    }

    /** Whether the viewer holds the permission of that name in the current tenant. */
    boolean may(String permission);

    /** The language of the account; it wins over cookie and browser. */
    default Optional<Language> language() {
        return Optional.empty();
    }

    /** The theme of the account; it wins over the cookie. */
    default Optional<Theme> theme() {
        return Optional.empty();
    }

    /** The zone in which times are told. */
    default ZoneId zone() {
        return ZoneId.of("UTC");
    }

    /** Told when the viewer picks a language, so that the account may remember it. */
    default void chose(Language language) {}

    /** Told when the viewer picks a theme, so that the account may remember it. */
    default void chose(Theme theme) {}

    /** The name and address of an account. */
    record Account(String name, String email) {

        public String initial() {
            return Workspace.initialOf(name.isBlank() ? email : name);
        }
    }

    /**
     * A tenant to work in.
     *
     * @param visited whether the viewer is there as a guest of the platform, not as a member
     */
    record Workspace(String id, String name, @Nullable String detail, boolean visited) {

        public String initial() {
            return initialOf(name);
        }

        /** One of eight quiet hues that stays with the tenant, so that it is known at a glance. */
        public int hue() {
            return Math.floorMod(id.hashCode(), 8);
        }

        private static String initialOf(String name) {
            var text = name.strip();
            return text.isEmpty()
                    ? "?"
                    : text.substring(0, text.offsetByCodePoints(0, 1))
                            .toUpperCase(java.util.Locale.ROOT);
        }
    }
}
