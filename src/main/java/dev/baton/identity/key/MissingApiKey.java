package dev.baton.identity.key;

import dev.baton.platform.problem.Unauthenticated;

/** The request carries no API key. */
class MissingApiKey extends Unauthenticated {

    MissingApiKey() {
        super("missing_api_key", "Send an API key: Authorization: Bearer <key>.");
    }

    @Override
    public String challenge() {
        return "Bearer realm=\"baton\"";
    }
}
