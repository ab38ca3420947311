package dev.baton.identity.key;

import java.util.UUID;

/**
 * The public half of a signing key whose signatures count.
 *
 * @param raw 32 bytes
 */
public record PublishedKey(UUID id, byte[] raw) {}
