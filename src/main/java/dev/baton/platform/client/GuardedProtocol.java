package dev.baton.platform.client;

import dev.baton.platform.memory.MemoryBudget;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Tomcat's HTTP/1.1 for clients that mean no good: it neither waits for ever until a request is
 * whole nor lets one address take all connections. Public because Tomcat makes it by its name.
 */
public final class GuardedProtocol extends Http11NioProtocol {

    private final GuardedEndpoint endpoint;
    private volatile @Nullable ClientProperties limits;
    private volatile @Nullable MemoryBudget memory;

    /** As Tomcat makes it, without limits of ours. */
    public GuardedProtocol() {
        this(new GuardedEndpoint());
    }

    private GuardedProtocol(GuardedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void guard(ClientProperties limits, MemoryBudget memory, Predicate<InetAddress> exempt) {
        this.limits = limits;
        this.memory = memory;
        endpoint.open().limit(limits.connections(), exempt);
    }

    @Override
    protected Processor createProcessor() {
        var guarded = limits;
        var shared = memory;
        return guarded == null || shared == null
                ? super.createProcessor()
                : new PatientProcessor(this, getAdapter(), guarded, shared);
    }
}
