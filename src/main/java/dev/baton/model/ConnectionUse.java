package dev.baton.model;

/**
 * Something that calls through a connection.
 *
 * @param path of its page in the console of the tenant it belongs to
 */
public record ConnectionUse(String name, String path) {}
