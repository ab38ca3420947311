package dev.baton.platform.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be reached: the public internet, the private ranges the operator opened, and
 * this machine only in development. What is not known to be public is refused.
 */
final class AddressPolicy {

    private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    /** In order: the first range that holds an address names the reason. */
    private static final List<Denied> DENIED =
            Stream.of(
                            denied(RefusalReason.LOOPBACK, "127.0.0.0/8", "::1"),
                            denied(
                                    RefusalReason.LINK_LOCAL,
                                    "169.254.0.0/16",
                                    "fe80::/10",
                                    // metadata and agents of Azure, Alibaba, Oracle, AWS, Google
                                    "168.63.129.16",
                                    "100.100.100.200",
                                    "192.0.0.192",
                                    "fd00:ec2::254",
                                    "fd20:ce::254"),
                            denied(
                                    RefusalReason.PRIVATE,
                                    "10.0.0.0/8",
                                    "172.16.0.0/12",
                                    "192.168.0.0/16",
                                    "100.64.0.0/10",
                                    "fc00::/7"),
                            denied(
                                    RefusalReason.RESERVED,
                                    "0.0.0.0/8",
                                    "192.0.0.0/24",
                                    "192.0.2.0/24",
                                    "192.88.99.0/24",
                                    "198.18.0.0/15",
                                    "198.51.100.0/24",
                                    "203.0.113.0/24",
                                    "224.0.0.0/4",
                                    "240.0.0.0/4",
                                    "::",
                                    "2001:db8::/32",
                                    "3fff::/20"),
                            denied(
                                    RefusalReason.TRANSLATED,
                                    "::/96",
                                    "::ffff:0:0/96",
                                    "::ffff:0:0:0/96",
                                    "64:ff9b::/96",
                                    "64:ff9b:1::/48",
                                    "2001::/32",
                                    "2002::/16"),
                            // the rest of what the IETF keeps for protocols: ORCHID, benchmarks,
                            // AMT
                            denied(RefusalReason.RESERVED, "2001::/23"))
                    .flatMap(List::stream)
                    .toList();

    private final boolean loopback;
    private final List<AddressRange> opened;

    /** Throws when a range is not wholly private: nothing else can be opened. */
    AddressPolicy(boolean loopback, List<AddressRange> opened) {
        this.loopback = loopback;
        this.opened = List.copyOf(opened);
        for (AddressRange range : opened) {
            if (openable().stream().noneMatch(it -> it.contains(range))) {
                throw new IllegalArgumentException(range + " cannot be opened");
            }
        }
    }

    /** The ranges that may be opened, wholly or in part. */
    static List<AddressRange> openable() {
        return Stream.concat(
                        DENIED.stream()
                                .filter(it -> it.reason() == RefusalReason.PRIVATE)
                                .map(Denied::range),
                        Stream.of(NAT64))
                .toList();
    }

    Optional<RefusalReason> refusal(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Denied denied : DENIED) {
            if (denied.range().contains(bytes)) {
                return isOpened(denied, bytes) ? hidden(bytes) : Optional.of(denied.reason());
            }
        }
        return bytes.length == 4 || GLOBAL_UNICAST.contains(bytes)
                ? Optional.empty()
                : Optional.of(RefusalReason.RESERVED);
    }

    private boolean isOpened(Denied denied, byte[] address) {
        return switch (denied.reason()) {
            case LOOPBACK -> loopback;
            case PRIVATE, TRANSLATED -> opened.stream().anyMatch(it -> it.contains(address));
            default -> false;
        };
    }

    /** An opened NAT64 prefix leads to every IPv4 address, which is then judged itself. */
    private Optional<RefusalReason> hidden(byte[] address) {
        return NAT64.contains(address)
                ? refusal(IpLiteral.address(Arrays.copyOfRange(address, 12, 16)))
                : Optional.empty();
    }

    private static List<Denied> denied(RefusalReason reason, String... ranges) {
        return Stream.of(ranges).map(it -> new Denied(AddressRange.of(it), reason)).toList();
    }

    private record Denied(AddressRange range, RefusalReason reason) {}
}
