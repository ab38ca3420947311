package dev.baton.platform.proxy;

import dev.baton.platform.BadConfiguration;

import org.apache.catalina.util.NetMask;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import java.net.InetAddress;
import java.util.List;

/**
 * Believes {@code X-Forwarded-For} and {@code X-Forwarded-Proto} when they come from a proxy that
 * the operator named, and only as far back as such proxies go. From anybody else they are ignored:
 * limits by address would be worth nothing if callers chose their own.
 */
@Component
public class TrustedProxies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final ProxyProperties properties;
    private final List<NetMask> ranges;

    TrustedProxies(ProxyProperties properties) {
        this.properties = properties;
        this.ranges = properties.trusted().stream().map(TrustedProxies::range).toList();
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        if (properties.trusted().isEmpty()) {
            return;
        }
        var valve = new RemoteIpValve();
        valve.setInternalProxies(String.join(",", properties.trusted()));
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        factory.addEngineValves(valve);
    }

    /** Whether the address is one of a named proxy. */
    public boolean trusts(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.matches(address));
    }

    private static NetMask range(String range) {
        try {
            return new NetMask(range);
        } catch (IllegalArgumentException e) {
            throw new BadConfiguration(
                    "TRUSTED_PROXIES",
                    "holds something that is no address",
                    "Name addresses or ranges, separated by commas: 10.0.0.0/8,fd12::/16.");
        }
    }
}
