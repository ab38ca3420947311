package dev.baton.identity.key;

/** What a token with a good signature says of itself: which key it is, and nothing else we use. */
record TokenClaims(ApiKeyId key) {}
