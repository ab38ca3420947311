package dev.baton.platform.proxy;

import dev.baton.platform.BadConfiguration;

import org.apache.catalina.util.NetMask;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Believes {@code X-Forwarded-For} and {@code X-Forwarded-Proto} when they come from a proxy that
 * the operator named, and only as far back as such proxies go. From anybody else they are ignored:
 * limits by address would be worth nothing if callers chose their own.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final ProxyProperties properties;

    TrustedProxies(ProxyProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        if (properties.trusted().isEmpty()) {
            return;
        }
        properties.trusted().forEach(TrustedProxies::check);
        var valve = new RemoteIpValve();
        valve.setInternalProxies(String.join(",", properties.trusted()));
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        factory.addEngineValves(valve);
    }

    private static void check(String range) {
        try {
            var _ = new NetMask(range);
        } catch (IllegalArgumentException e) {
            throw new BadConfiguration(
                    "TRUSTED_PROXIES",
                    "holds something that is no address",
                    "Name addresses or ranges, separated by commas: 10.0.0.0/8,fd12::/16.");
        }
    }
}
