package dev.baton.platform.http;

import org.apache.hc.core5.ssl.SSLContexts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;

/** Clients as the program has them, outside Spring. */
public final class OutgoingHttpFixtures {

    private OutgoingHttpFixtures() {}

    /** As in development: may reach this machine. */
    public static OutgoingHttp loopbackAllowed() {
        return resolving(InetAddress::getAllByName);
    }

    /** As in production: may reach the internet only. */
    public static OutgoingHttp guarded() {
        return guarded(InetAddress::getAllByName);
    }

    static OutgoingHttp guarded(NameLookup.Names names) {
        return new OutgoingHttp(settings("production", List.of()), names, trust());
    }

    static OutgoingHttp guarded(NameLookup.Names names, String... opened) {
        return new OutgoingHttp(settings("production", List.of(opened)), names, trust());
    }

    static OutgoingHttp resolving(NameLookup.Names names) {
        return new OutgoingHttp(settings("development", List.of()), names, trust());
    }

    static OutgoingHttp trusting(SSLContext trust) {
        return new OutgoingHttp(
                settings("development", List.of()), InetAddress::getAllByName, trust);
    }

    static OutgoingHttp pooled(int maxPerHost, Duration keepAlive) {
        return new OutgoingHttp(
                new OutgoingHttpProperties(
                        "development", List.of(), "", 100, maxPerHost, keepAlive),
                InetAddress::getAllByName,
                trust());
    }

    static OutgoingHttpProperties settings(String environment, List<String> opened) {
        return new OutgoingHttpProperties(environment, opened, "", 100, 100, Duration.ofSeconds(4));
    }

    static InetAddress[] addresses(String... literals) throws UnknownHostException {
        var addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    private static SSLContext trust() {
        return SSLContexts.createSystemDefault();
    }
}
