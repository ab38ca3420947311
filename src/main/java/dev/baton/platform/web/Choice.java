package dev.baton.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * Something to choose in a form or a filter.
 *
 * @param detail a sentence below the label, where the field has room for one
 * @param disabled shown, but not to be had at the moment
 */
public record Choice(String value, String label, @Nullable String detail, boolean disabled) {

    public static Choice of(String value, String label) {
        return new Choice(value, label, null, false);
    }

    public static Choice of(String value, String label, String detail) {
        return new Choice(value, label, detail, false);
    }
}
