package dev.baton.platform.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Light, dark, or whatever the system says. */
public enum Theme {
    SYSTEM("device-desktop"),
    LIGHT("sun"),
    DARK("moon");

    private final String icon;

    Theme(String icon) {
        this.icon = icon;
    }

    /** The lower-case name, as stored and as written in {@code data-bs-theme="…"}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String icon() {
        return icon;
    }

    public static Optional<Theme> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }
}
