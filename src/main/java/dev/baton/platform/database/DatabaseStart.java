package dev.baton.platform.database;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts the database beside the application, which needs seconds of its own before it asks for a
 * connection, and stops it after the application, even one that never came up.
 */
class DatabaseStart implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        var properties =
                Binder.get(context.getEnvironment())
                        .bindOrCreate("baton.database", DatabaseProperties.class);
        var start = new FutureTask<>(() -> open(properties));
        Thread.ofPlatform().daemon().name("database-start").start(start);
        SpringApplication.getShutdownHandlers().add(() -> close(start));
        context.registerBean("database", Database.class, () -> database(start));
    }

    private static Database open(DatabaseProperties properties) {
        return properties.isEmbedded()
                ? EmbeddedDatabase.start(properties.home(), properties.home(), properties.memory())
                : NamedDatabase.reach(DatabaseUrl.parse(properties.url()), properties.patience());
    }

    private static void close(FutureTask<Database> start) {
        try {
            database(start).close();
        } catch (RuntimeException e) {
            // There is nothing to close.
        }
    }

    private static Database database(FutureTask<Database> start) {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("The database did not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start of the database was interrupted", e);
        }
    }
}
