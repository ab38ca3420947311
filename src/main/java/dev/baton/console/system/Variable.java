package dev.baton.console.system;

/**
 * One of the variables that {@code .env.example} lists, as this instance reads it.
 *
 * @param value empty when it is not set; a secret's value is never here
 * @param secret whether only {@code isSet} may be told of it
 */
record Variable(String name, String value, boolean isSet, boolean secret, Source source) {

    /** Where a value comes from; the first of them that has one wins. */
    enum Source {
        COMMAND_LINE,
        ENVIRONMENT,
        FILE,
        DEFAULT
    }
}
