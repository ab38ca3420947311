package dev.baton.limit;

/**
 * A rate that somebody may not exceed.
 *
 * @param owner whose it is: an id, an address, or {@code instance}
 * @param perMinute how many in a minute; as many may come at once
 */
public record Limit(Scope scope, String owner, int perMinute) {

    /** What a limit is counted by; its wire name is told in a 429. */
    public enum Scope {
        GLOBAL("global"),
        TENANT("tenant"),
        USER("user"),
        KEY("key"),
        AGENT("agent"),
        ADDRESS("address"),
        TRIGGER("trigger");

        private final String wire;

        Scope(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
