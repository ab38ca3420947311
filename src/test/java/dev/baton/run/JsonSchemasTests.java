package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class JsonSchemasTests {

    @Test
    void keepsNoMoreSchemasReadThanItHasRoomFor() {
        for (var one = 0; one < 100; one++) {
            var schema =
                    Map.<String, Object>of(
                            "type", "string", "enum", List.of("a", one + "x".repeat(100_000)));

            assertThat(JsonSchemas.findings(schema, "a")).isEmpty();
            assertThat(JsonSchemas.findings(schema, "b")).isNotEmpty();
        }

        assertThat(JsonSchemas.kept()).isBetween(100_000L, JsonSchemas.MOST_LETTERS);
    }
}
