package dev.baton.platform.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a client is, as far as one customer of an internet provider goes. */
public final class ClientPlace {

    private static final int NETWORK_BYTES = 8;

    private ClientPlace() {}

    /** The IPv4 address, or the /64 network of an IPv6 address: its owner has all of it. */
    public static String of(String address) {
        try {
            return of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }

    static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? network(address.getAddress()) + "/64"
                : address.getHostAddress();
    }

    private static String network(byte[] address) {
        Arrays.fill(address, NETWORK_BYTES, address.length, (byte) 0);
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Of an address's length", e);
        }
    }
}
