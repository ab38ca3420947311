package dev.baton.identity.key;

import java.time.Instant;

/** A key was used from an address. */
record KeyUse(ApiKeyId key, Instant at, String ip) {}
