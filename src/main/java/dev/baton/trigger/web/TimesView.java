package dev.baton.trigger.web;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a schedule comes to.
 *
 * @param words its times in plain words; null where it cannot be read
 * @param zone by whose clock
 * @param until after which there are none; null for no such moment
 */
record TimesView(@Nullable String words, String zone, @Nullable Time until, List<Time> times) {

    static final TimesView NONE = new TimesView(null, "", null, List.of());

    /**
     * One of its next times.
     *
     * @param text by the clock of the zone
     * @param iso the exact one
     * @param note what the clock does about it; null for nothing
     */
    record Time(String text, String iso, @Nullable String note) {}

    public boolean isReadable() {
        return words != null;
    }
}
