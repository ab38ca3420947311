package dev.baton.event;

import dev.baton.platform.database.RetryingTransactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.jdbc.core.JdbcTemplate;

/** Another instance that leads a consumer along the log of the schema that all Spring tests share. */
public final class OtherInstance implements AutoCloseable {

    private final ConsumerLoop loop;
    private final Thread thread;
    private volatile boolean stopped;

    public OtherInstance(
            FeedConsumer consumer, JdbcTemplate jdbc, RetryingTransactions transactions) {
        loop = new ConsumerLoop(consumer, jdbc, transactions, new SimpleMeterRegistry());
        loop.register();
        thread = Thread.ofPlatform().start(this::consume);
    }

    private void consume() {
        while (!stopped) {
            loop.advance();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
