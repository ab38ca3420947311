package dev.baton.platform.database;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.Environment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which database to use.
 *
 * @param url {@code DATABASE_URL}; empty means embedded
 * @param environment {@code ENVIRONMENT}
 * @param embedded {@code EMBEDDED_DATABASE}; {@code allow} permits it in production
 * @param home {@code BATON_HOME}, where the embedded database lives
 * @param memory {@code EMBEDDED_DATABASE_MEGABYTES} for its buffer pool
 * @param patience how long a start waits for the named server to answer
 */
@ConfigurationProperties("baton.database")
record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("development") String environment,
        @DefaultValue("") String embedded,
        @DefaultValue(".baton") Path home,
        @DefaultValue("256") int memory,
        @DefaultValue("20s") Duration patience) {

    DatabaseProperties {
        if (!embedded.isEmpty() && !embedded.equals("allow")) {
            throw new BadConfiguration(
                    "EMBEDDED_DATABASE",
                    "is neither empty nor allow",
                    "Set it to allow, or leave it empty.");
        }
        if (url.isBlank()
                && embedded.isEmpty()
                && Environment.of(environment) == Environment.PRODUCTION) {
            throw new BadConfiguration(
                    "DATABASE_URL",
                    "is empty and ENVIRONMENT is production",
                    "Name a MySQL server (mysql://user:password@host:3306/database), or set"
                        + " EMBEDDED_DATABASE=allow to keep the data on this machine.");
        }
    }

    boolean isEmbedded() {
        return url.isBlank();
    }
}
