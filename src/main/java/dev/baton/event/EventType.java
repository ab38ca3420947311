package dev.baton.event;

/**
 * A kind of event, {@code <noun>.<past tense>}. Modules declare theirs as constants and as beans, so
 * that the catalogue knows them; a public one has {@code events/<name>.json} with its JSON schema
 * and an example.
 */
public record EventType(String name, Audience audience) {

    /** Who is told. */
    public enum Audience {
        /** Tenants: webhooks, the API and live screens. */
        PUBLIC,
        /** Other instances only, for their caches. */
        INTERNAL
    }

    public static EventType publicly(String name) {
        return new EventType(name, Audience.PUBLIC);
    }

    public static EventType internally(String name) {
        return new EventType(name, Audience.INTERNAL);
    }
}
