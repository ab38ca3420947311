package dev.baton.platform.http;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/** A block of addresses such as {@code 10.0.0.0/8}; IPv4 and IPv6 never match each other. */
public final class AddressRange {

    private final String text;
    private final byte[] network;
    private final int bits;

    private AddressRange(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /** Throws when the text is not a range; a single address is a range of one. */
    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = literal.indexOf(':') < 0 ? dotted(literal) : IpLiteral.ipv6(literal);
        if (address == null) {
            throw new IllegalArgumentException("not an address range: " + text);
        }
        byte[] network = address.getAddress();
        int bits = slash < 0 ? network.length * 8 : bits(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("not an address range: " + text);
        }
        return new AddressRange(text, network, bits);
    }

    public boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
    }

    public boolean contains(AddressRange other) {
        return other.bits >= bits && contains(other.network);
    }

    @Override
    public String toString() {
        return text;
    }

    private static @Nullable InetAddress dotted(String literal) {
        return literal.chars().filter(c -> c == '.').count() == 3 ? IpLiteral.ipv4(literal) : null;
    }

    private static int bits(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
