package dev.baton.message;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of callers as they wrote it: a number keeps every digit on its way to the provider. */
final class ExactJson {

    private ExactJson() {}

    static JsonMapper of(JsonMapper json) {
        return json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
