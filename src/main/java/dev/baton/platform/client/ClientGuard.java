package dev.baton.platform.client;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.proxy.TrustedProxies;

import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Lets the server listen through a {@link GuardedProtocol}. */
@Component
class ClientGuard implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ClientProperties properties;
    private final TrustedProxies proxies;

    ClientGuard(ClientProperties properties, TrustedProxies proxies) {
        this.properties = properties;
        this.proxies = proxies;
        if (properties.connections() < 1) {
            throw new BadConfiguration(
                    "CONNECTIONS_PER_ADDRESS", "is below 1", "Nobody could connect.");
        }
        if (!properties.patience().isPositive()) {
            throw new BadConfiguration(
                    "REQUEST_PATIENCE", "is no time at all", "Give seconds: 60s.");
        }
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(GuardedProtocol.class.getName());
        factory.addProtocolHandlerCustomizers(this::guard);
    }

    private void guard(ProtocolHandler protocol) {
        if (protocol instanceof GuardedProtocol guarded) {
            guarded.guard(properties.patience(), properties.connections(), proxies::trusts);
        }
    }
}
