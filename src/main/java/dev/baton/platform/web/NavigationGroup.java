package dev.baton.platform.web;

import java.util.Locale;

/** What one is doing: the groups of the left navigation, in their order. */
public enum NavigationGroup {
    OVERVIEW,
    BUILD,
    RUN,
    CONNECT,
    WATCH,
    MANAGE,
    PLATFORM;

    public String messageKey() {
        return "layout.nav." + name().toLowerCase(Locale.ROOT);
    }
}
