package dev.baton.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.console.system.Variable.Source;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import java.util.Map;

class VariablesTests {

    private final StandardEnvironment environment = new StandardEnvironment();
    private final Variables variables = new Variables(environment);

    @BeforeEach
    void settings() {
        source("systemEnvironment", Map.of("LOG_LEVEL", "DEBUG", "SECRET_KEY", "hush"));
        source(
                "Config resource 'file [.env]' via location 'optional:file:.env'",
                Map.of("LOG_LEVEL", "WARN", "PORT", "9000", "MAX_BODY_SIZE", "1MB"));
        source(
                "Config resource 'class path resource [application.yml]'",
                Map.of(
                        "logging.level.root", "${LOG_LEVEL:INFO}",
                        "server.port", "${SERVICE_PORT:${PORT:8008}}",
                        "baton.body.max-size", "${MAX_BODY_SIZE:4MB}",
                        "baton.vault.secret-key", "${SECRET_KEY:}",
                        "baton.service-token", "${SERVICE_TOKEN:}",
                        "baton.demo-model.token-delay", "${DEMO_TOKEN_DELAY:0ms}",
                        "spring.application.name", "baton"));
    }

    @ParameterizedTest
    @CsvSource({
        "LOG_LEVEL, DEBUG, ENVIRONMENT",
        "SERVICE_PORT, 9000, DEFAULT",
        "PORT, 9000, FILE",
        "MAX_BODY_SIZE, 1MB, FILE",
        "DEMO_TOKEN_DELAY, 0ms, DEFAULT"
    })
    void tellsTheValueInEffectAndWhereItComesFrom(String name, String value, Source source) {
        assertThat(variable(name)).isEqualTo(new Variable(name, value, true, false, source));
    }

    @Test
    void tellsOfASecretOnlyWhetherItIsSet() {
        assertThat(variable("SECRET_KEY"))
                .isEqualTo(new Variable("SECRET_KEY", "", true, true, Source.ENVIRONMENT));
        assertThat(variable("SERVICE_TOKEN"))
                .isEqualTo(new Variable("SERVICE_TOKEN", "", false, true, Source.DEFAULT));
    }

    @Test
    void namesVariablesOnly() {
        assertThat(variables.all()).extracting(Variable::name).isSorted().hasSize(7);
    }

    private Variable variable(String name) {
        return variables.all().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void source(String name, Map<String, Object> values) {
        var sources = environment.getPropertySources();
        sources.remove(name);
        sources.addLast(new MapPropertySource(name, values));
    }
}
