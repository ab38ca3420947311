package dev.baton.platform.database;

import com.zaxxer.hikari.HikariConfig;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import javax.sql.DataSource;

/** Gives the pool and the migrations the address of the {@link Database}. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(Database database) {
        return new ForThePool(database.url());
    }

    @Bean
    DatabaseAccess databaseAccess(Database database) {
        return new DatabaseAccess(database instanceof EmbeddedDatabase);
    }

    @Bean
    DataSource dataSource(JdbcConnectionDetails details, Environment environment) {
        var config =
                Binder.get(environment)
                        .bindOrCreate("spring.datasource.hikari", HikariConfig.class);
        return new ReservedConnection(
                config,
                new OpenConnections(
                        details.getJdbcUrl(), details.getUsername(), details.getPassword()));
    }

    /** Apart from the pool's, because a migration may take longer than a request ever should. */
    @Bean
    FlywayConnectionDetails flywayConnectionDetails(Database database) {
        return new ForMigrations(database.url());
    }

    private record ForThePool(DatabaseUrl url) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url.jdbcUrl(ConnectionDefaults.SILENCE);
        }

        @Override
        public @Nullable String getUsername() {
            return url.user();
        }

        @Override
        public @Nullable String getPassword() {
            return url.password();
        }
    }

    private record ForMigrations(DatabaseUrl url) implements FlywayConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url.jdbcUrl(ConnectionDefaults.SILENCE_OF_MIGRATIONS);
        }

        @Override
        public @Nullable String getUsername() {
            return url.user();
        }

        @Override
        public @Nullable String getPassword() {
            return url.password();
        }
    }
}
