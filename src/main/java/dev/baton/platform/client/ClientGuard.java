package dev.baton.platform.client;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.memory.MemoryBudget;
import dev.baton.platform.proxy.TrustedProxies;

import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** Lets the server listen through a {@link GuardedProtocol}. */
@Component
class ClientGuard implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ClientProperties properties;
    private final TrustedProxies proxies;
    private final MemoryBudget memory;

    ClientGuard(ClientProperties properties, TrustedProxies proxies, MemoryBudget memory) {
        this.properties = properties;
        this.proxies = proxies;
        this.memory = memory;
        if (properties.connections() < 1) {
            throw new BadConfiguration(
                    "CONNECTIONS_PER_ADDRESS", "is below 1", "Nobody could connect.");
        }
        requireTime("REQUEST_PATIENCE", properties.patience());
        requireTime("RESPONSE_PATIENCE", properties.responsePatience());
    }

    private static void requireTime(String variable, Duration patience) {
        if (!patience.isPositive()) {
            throw new BadConfiguration(variable, "is no time at all", "Give seconds: 60s.");
        }
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(GuardedProtocol.class.getName());
        factory.addProtocolHandlerCustomizers(this::guard);
    }

    private void guard(ProtocolHandler protocol) {
        if (protocol instanceof GuardedProtocol guarded) {
            guarded.guard(properties, memory, proxies::trusts);
        }
    }
}
