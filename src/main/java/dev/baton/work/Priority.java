package dev.baton.work;

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
}
