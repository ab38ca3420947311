package dev.baton.run;

import dev.baton.run.engine.RunEvent;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What happened to a run, as it is told outside: with its {@code type}, words in snake case. */
public final class RunEventJson {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .build();

    private RunEventJson() {}

    public static ObjectNode of(RunEvent event) {
        return JSON.valueToTree(event);
    }
}
