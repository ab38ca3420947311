package dev.baton.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class VariableAnalyzerTests {

    @ParameterizedTest
    @CsvSource({
        "GLOBAL_RATE_LIMIT, many, GLOBAL_RATE_LIMIT is not a whole number.",
        "GLOBAL_RATE_LIMIT, 0, GLOBAL_RATE_LIMIT must be greater than 0.",
        "MAX_BODY_SIZE, big, MAX_BODY_SIZE is not a size such as 512KB or 4MB.",
        "OUTBOUND_KEEP_ALIVE, long, 'OUTBOUND_KEEP_ALIVE is not a time such as 30s, 5m or 2h.'",
        "TASK_TIMEOUT, 60, TASK_TIMEOUT must be longer than or equal to 1 second.",
        "TASK_TIMEOUT, 31m, TASK_TIMEOUT must be shorter than or equal to 30 minutes.",
        "RETRY_ATTEMPTS, 99, RETRY_ATTEMPTS must be less than or equal to 10.",
        "ENVIRONMENT, prod, ENVIRONMENT is not an environment.",
        "LOG_LEVEL, loud, LOG_LEVEL is not a level.",
        "LOG_FORMAT, xml, LOG_FORMAT is neither text nor json.",
    })
    void namesTheVariableThatDoesNotFit(
            String variable, String value, String sentence, CapturedOutput output) {
        start("--" + variable + "=" + value);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(sentence)
                .doesNotContain("\tat ");
    }

    @Test
    void leavesWhatIsNoVariableToOthers(CapturedOutput output) {
        start("--baton.demo-model.token-delay=never");

        assertThat(output).contains("baton.demo-model.token-delay");
    }

    private static void start(String argument) {
        var failure =
                catchThrowable(
                        () ->
                                new SpringApplicationBuilder(Settings.class)
                                        .web(WebApplicationType.NONE)
                                        .run(argument));
        assertThat(failure).isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.baton")
    static class Settings {}
}
