package dev.baton.console.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.platform.BadConfiguration;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class DemoPropertiesTests {

    @Test
    void demoDataAreForDevelopmentUnlessSaidOtherwise() {
        assertThat(properties("", "development").isOn()).isTrue();
        assertThat(properties("true", "development").isOn()).isTrue();
        assertThat(properties("false", "development").isOn()).isFalse();
        assertThat(properties("", "staging").isOn()).isFalse();
        assertThat(properties("", "production").isOn()).isFalse();
    }

    @Test
    void theyAreRefusedElsewhere() {
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(() -> properties("true", "staging").isOn())
                .withMessage("DEMO_DATA is true and ENVIRONMENT is staging.");
    }

    @Test
    void aWordThatIsNeitherIsRefused() {
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(() -> properties("yes", "development").isOn())
                .withMessage("DEMO_DATA is neither true nor false.");
    }

    private static DemoProperties properties(String data, String environment) {
        return new DemoProperties(data, environment, Path.of(".baton"), "");
    }
}
