package dev.baton.platform.body;

import dev.baton.platform.problem.BadInput;

/** The request's body is compressed; inflating it would let a few bytes become many. */
class EncodedBody extends BadInput {

    EncodedBody(String encoding) {
        super(
                415,
                "content_encoding_unsupported",
                "Send the body without Content-Encoding.",
                encoding);
    }
}
