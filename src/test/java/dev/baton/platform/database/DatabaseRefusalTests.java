package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baton.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@Tag("database")
@ExtendWith(OutputCaptureExtension.class)
class DatabaseRefusalTests {

    @Test
    void productionWithoutADatabaseNamesTheVariable(CapturedOutput output) {
        start("--ENVIRONMENT=production", "--DATABASE_URL=");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("DATABASE_URL is empty and ENVIRONMENT is production")
                .contains("EMBEDDED_DATABASE=allow")
                .doesNotContain("\tat ");
    }

    @Test
    void aMisspeltPermissionNamesTheVariable(CapturedOutput output) {
        start("--ENVIRONMENT=production", "--DATABASE_URL=", "--EMBEDDED_DATABASE=yes");

        assertThat(output).contains("EMBEDDED_DATABASE is neither empty nor allow.");
    }

    @Test
    void anAddressOfAnotherKindOfDatabaseNamesTheVariable(CapturedOutput output) {
        start("--DATABASE_URL=postgres://ann:s3cret@db/baton");

        assertThat(output)
                .contains("DATABASE_URL is no MySQL address.")
                .contains("mysql://user:password@host:3306/database")
                .doesNotContain("s3cret");
    }

    @Test
    void aServerThatDoesNotAnswerNamesTheVariable(CapturedOutput output) {
        start(
                "--DATABASE_URL=mysql://ann:s3cret@127.0.0.1:1/baton",
                "--baton.database.patience=0s");

        assertThat(output)
                .contains(
                        "DATABASE_URL names mysql://127.0.0.1:1/baton, which cannot be used: it does not answer.")
                .doesNotContain("s3cret");
    }

    @Test
    void aWrongPasswordIsNotWaitedFor(CapturedOutput output) {
        var server = DatabaseUrl.parse(TestDatabase.url());
        var url =
                new DatabaseUrl(
                        server.hosts(), server.schema(), "ann", "s3cret", server.parameters());

        start("--DATABASE_URL=" + url.value(), "--baton.database.patience=10m");

        assertThat(output).contains("DATABASE_URL names").contains("Access denied");
    }

    private static void start(String... arguments) {
        var failure =
                catchThrowable(
                        () ->
                                new SpringApplicationBuilder(Empty.class)
                                        .web(WebApplicationType.NONE)
                                        .run(arguments));
        assertThat(failure).isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}
}
