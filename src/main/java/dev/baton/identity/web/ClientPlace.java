package dev.baton.identity.web;

import jakarta.servlet.http.HttpServletRequest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a request comes from, as far as one customer of an internet provider goes. */
final class ClientPlace {

    private static final int NETWORK_BYTES = 8;

    private ClientPlace() {}

    /** The IPv4 address, or the /64 network of an IPv6 address: its owner has all of it. */
    static String of(HttpServletRequest request) {
        var text = request.getRemoteAddr();
        try {
            var bytes = InetAddress.ofLiteral(text).getAddress();
            return bytes.length <= 4
                    ? text
                    : InetAddress.getByAddress(network(bytes)).getHostAddress() + "/64";
        } catch (IllegalArgumentException | UnknownHostException e) {
            return text;
        }
    }

    private static byte[] network(byte[] address) {
        var network = Arrays.copyOf(address, address.length);
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        return network;
    }
}
