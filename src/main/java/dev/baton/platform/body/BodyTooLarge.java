package dev.baton.platform.body;

import dev.baton.platform.problem.BadInput;

/** The request's body is over the cap. */
class BodyTooLarge extends BadInput {

    BodyTooLarge(long cap) {
        super(413, "body_too_large", "The request body is over " + cap + " bytes.", cap);
    }
}
