package dev.baton.platform.http;

import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Reads addresses written as text, in every notation that some resolver would accept (WHATWG's URL
 * standard for IPv4: decimal, octal, hexadecimal, one to four parts), without asking one.
 */
final class IpLiteral {

    private static final int MAPPED_PREFIX = 10;

    private IpLiteral() {}

    /**
     * Whether the last label is a number, which makes the whole host an IPv4 address or nothing.
     */
    static boolean looksNumeric(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return !last.isEmpty() && (last.chars().allMatch(IpLiteral::isDigit) || number(last) >= 0);
    }

    /** The address, or null if the text is none. */
    static @Nullable InetAddress ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]);
            boolean last = i == parts.length - 1;
            int bytes = last ? 4 - i : 1;
            if (part < 0 || part >= 1L << (8 * bytes)) {
                return null;
            }
            address = (address << (8 * bytes)) | part;
        }
        return address(
                (byte) (address >> 24),
                (byte) (address >> 16),
                (byte) (address >> 8),
                (byte) address);
    }

    /**
     * The address, or null if the text is none. A mapped one stays IPv6, while {@link InetAddress}
     * would silently turn it into the IPv4 address inside.
     */
    static @Nullable InetAddress ipv6(String text) {
        if (text.indexOf(':') < 0 || text.indexOf('%') >= 0) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(text).getAddress();
            return address(bytes.length == 16 ? bytes : mapped(bytes));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static InetAddress address(byte... bytes) {
        try {
            return bytes.length == 16
                    ? Inet6Address.getByAddress(null, bytes, -1)
                    : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + bytes.length + " bytes", e);
        }
    }

    private static byte[] mapped(byte[] ipv4) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, MAPPED_PREFIX, MAPPED_PREFIX + 2, (byte) 0xff);
        System.arraycopy(ipv4, 0, bytes, MAPPED_PREFIX + 2, 4);
        return bytes;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Decimal, octal with a leading 0, hexadecimal with 0x (which alone is zero); -1 if neither.
     */
    private static long number(String text) {
        int radix = 10;
        String digits = text;
        if (text.startsWith("0x") || text.startsWith("0X")) {
            radix = 16;
            digits = text.substring(2);
        } else if (text.length() > 1 && text.startsWith("0")) {
            radix = 8;
            digits = text.substring(1);
        }
        if (digits.isEmpty()) {
            return radix == 16 ? 0 : -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0 || value > 0xffff_ffffL) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
