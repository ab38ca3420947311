package dev.baton.identity.key;

import dev.baton.platform.problem.Unauthenticated;

/** The bearer token is no living key. Every way of being wrong gets this same answer. */
class InvalidApiKey extends Unauthenticated {

    InvalidApiKey() {
        super("invalid_api_key", "The API key is not valid.");
    }

    @Override
    public String challenge() {
        return "Bearer realm=\"baton\", error=\"invalid_token\"";
    }
}
