package dev.baton.work;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How urgent; waiting lifts an item over time, so that low never means never. */
public enum Priority {
    LOW(1),
    NORMAL(2),
    HIGH(3),
    CRITICAL(4);

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /** 1 to 4; also its value in the database and the API. */
    public int level() {
        return level;
    }

    /** As the API writes it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Priority> ofWire(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }

    /** By its name, or by its level in digits. */
    public static Optional<Priority> find(String nameOrLevel) {
        return Arrays.stream(values())
                .filter(
                        each ->
                                each.wire().equals(nameOrLevel)
                                        || Integer.toString(each.level).equals(nameOrLevel))
                .findFirst();
    }

    public static Priority ofLevel(int level) {
        return Arrays.stream(values())
                .filter(each -> each.level == level)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no level " + level));
    }
}
