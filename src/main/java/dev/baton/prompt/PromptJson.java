package dev.baton.prompt;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;

/** JSON of templates, as stored and as printed into prompts: numbers keep their digits. */
final class PromptJson {

    private static final int LONGEST_PLAIN_NUMBER = 100;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    private PromptJson() {}

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    static String write(Object value) {
        return value instanceof Number number ? number(number) : MAPPER.writeValueAsString(value);
    }

    /** 1E+3 is 1000 to a reader; only what would not fit a line stays in scientific notation. */
    private static String number(Number number) {
        var exact = new BigDecimal(number.toString());
        var decimal =
                number instanceof Double || number instanceof Float
                        ? exact.stripTrailingZeros()
                        : exact;
        return Math.abs((long) decimal.scale()) > LONGEST_PLAIN_NUMBER
                ? decimal.toString()
                : decimal.toPlainString();
    }
}
