package dev.baton.platform.client;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Tomcat's HTTP/1.1 for clients that mean no good: it neither waits for ever until a request is
 * whole nor lets one address take all connections. Public because Tomcat makes it by its name.
 */
public final class GuardedProtocol extends Http11NioProtocol {

    private final GuardedEndpoint endpoint;
    private volatile Duration patience = Duration.ofMinutes(1);

    /** As Tomcat makes it, without limits of ours. */
    public GuardedProtocol() {
        this(new GuardedEndpoint());
    }

    private GuardedProtocol(GuardedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void guard(Duration patience, int connections, Predicate<InetAddress> exempt) {
        this.patience = patience;
        endpoint.open().limit(connections, exempt);
    }

    @Override
    protected Processor createProcessor() {
        return new PatientProcessor(this, getAdapter(), patience);
    }
}
