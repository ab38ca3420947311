package dev.baton.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

@ExtendWith(OutputCaptureExtension.class)
class UnreadVariablesTests {

    @TempDir Path folder;

    @Test
    void namesWhatStandsInTheFileForNothingAndWhatMayBeMeant(CapturedOutput output)
            throws IOException {
        start(
                file(
                        """
                        TENANT_RATELIMIT=50
                        GLOBAL_RATE_LIMIT=50
                        PORT=8008
                        EVERYTHING_FASTER=true
                        baton.limit.tenant=50
                        """));

        assertThat(output)
                .contains("TENANT_RATELIMIT in .env is not read by anything; is TENANT_RATE_LIMIT meant?")
                .contains("EVERYTHING_FASTER in .env is not read by anything")
                .doesNotContain("EVERYTHING_FASTER in .env is not read by anything;")
                .doesNotContain(
                        "GLOBAL_RATE_LIMIT in .env", "PORT in .env", "baton.limit.tenant in .env");
    }

    @Test
    void saysOnceWhatItMeansThatRedisIsNotRead(CapturedOutput output) throws IOException {
        start(file("REDIS_URI=redis://localhost"));

        assertThat(output)
                .contains("REDIS_URI is set")
                .contains("each instance counts rate limits for itself")
                .doesNotContain("REDIS_URI in .env", "redis://");
    }

    @Test
    void looksForNoOtherNamesInTheEnvironment(CapturedOutput output) {
        start("--TENANT_RATELIMIT=50", "--REDIS_URI=redis://localhost");

        assertThat(output).contains("REDIS_URI is set").doesNotContain("TENANT_RATELIMIT");
    }

    private String file(String lines) throws IOException {
        var file = Files.writeString(folder.resolve(".env"), lines);
        return "--spring.config.import=file:" + file + "[.properties]";
    }

    private static void start(String... arguments) {
        new SpringApplicationBuilder(UnreadVariables.class)
                .web(WebApplicationType.NONE)
                .run(arguments)
                .close();
    }
}
