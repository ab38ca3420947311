package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class AddressPolicyTests {

    private final AddressPolicy strict = new AddressPolicy(false, List.of());

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "169.254.0.1, LINK_LOCAL",
        "169.254.169.254, LINK_LOCAL",
        "168.63.129.16, LINK_LOCAL",
        "100.100.100.200, LINK_LOCAL",
        "192.0.0.192, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "febf::1, LINK_LOCAL",
        "fd00:ec2::254, LINK_LOCAL",
        "fd20:ce::254, LINK_LOCAL",
        "10.0.0.1, PRIVATE",
        "10.255.255.255, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "0.0.0.0, RESERVED",
        "0.1.2.3, RESERVED",
        "192.0.0.1, RESERVED",
        "192.0.2.1, RESERVED",
        "192.88.99.1, RESERVED",
        "198.18.0.1, RESERVED",
        "198.19.255.255, RESERVED",
        "198.51.100.1, RESERVED",
        "203.0.113.1, RESERVED",
        "224.0.0.1, RESERVED",
        "239.255.255.255, RESERVED",
        "240.0.0.1, RESERVED",
        "255.255.255.255, RESERVED",
        "::, RESERVED",
        "ff02::1, RESERVED",
        "fec0::1, RESERVED",
        "100::1, RESERVED",
        "2001:2::1, RESERVED",
        "2001:10::1, RESERVED",
        "2001:db8::1, RESERVED",
        "3fff::1, RESERVED",
        "4000::1, RESERVED",
        "::127.0.0.1, TRANSLATED",
        "::8.8.8.8, TRANSLATED",
        "::ffff:127.0.0.1, TRANSLATED",
        "::ffff:8.8.8.8, TRANSLATED",
        "::ffff:0:8.8.8.8, TRANSLATED",
        "64:ff9b::8.8.8.8, TRANSLATED",
        "64:ff9b:1::1, TRANSLATED",
        "2001::1, TRANSLATED",
        "2002:7f00:1::, TRANSLATED"
    })
    void refusesWhatIsNotPublic(String address, RefusalReason reason) {
        assertThat(strict.refusal(literal(address))).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::8",
                "2001:200::1",
                "2003::1"
            })
    void allowsThePublicInternet(String address) {
        assertThat(strict.refusal(literal(address))).isEmpty();
    }

    @Test
    void loopbackIsAllowedOnlyWhenAsked() {
        var development = new AddressPolicy(true, List.of());

        assertThat(development.refusal(literal("127.0.0.1"))).isEmpty();
        assertThat(development.refusal(literal("::1"))).isEmpty();
        assertThat(development.refusal(literal("0.0.0.0"))).contains(RefusalReason.RESERVED);
        assertThat(development.refusal(literal("::ffff:127.0.0.1")))
                .contains(RefusalReason.TRANSLATED);
        assertThat(development.refusal(literal("10.0.0.1"))).contains(RefusalReason.PRIVATE);
    }

    @Test
    void operatorOpensChosenPrivateRanges() {
        var policy = policyWith("10.1.0.0/16", "fd12:3456::/32", "100.64.0.0/10");

        assertThat(refusals(policy, "10.1.2.3", "fd12:3456::1", "100.65.0.1"))
                .containsOnly(Optional.empty());
        assertThat(refusals(policy, "10.2.0.1", "fd12:3457::1"))
                .containsOnly(Optional.of(RefusalReason.PRIVATE));
        assertThat(policy.refusal(literal("100.100.100.200")))
                .as("metadata inside an opened range")
                .contains(RefusalReason.LINK_LOCAL);
    }

    @Test
    void openedTranslationIsJudgedByTheAddressInside() {
        var policy = policyWith("64:ff9b::/96");

        assertThat(policy.refusal(literal("64:ff9b::8.8.8.8"))).isEmpty();
        assertThat(policy.refusal(literal("64:ff9b::10.0.0.1"))).contains(RefusalReason.PRIVATE);
        assertThat(policy.refusal(literal("64:ff9b::169.254.169.254")))
                .contains(RefusalReason.LINK_LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "10.0.0.0/7",
                "::/0",
                "8.8.8.0/24",
                "fe80::/10",
                "::ffff:0:0/96"
            })
    void nothingElseCanBeOpened(String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policyWith(range))
                .withMessageContaining(range);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "host/8", "::/129"})
    void refusesWhatIsNoRange(String range) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(range));
    }

    private static List<Optional<RefusalReason>> refusals(AddressPolicy policy, String... all) {
        return Stream.of(all).map(it -> policy.refusal(literal(it))).toList();
    }

    private static AddressPolicy policyWith(String... ranges) {
        return new AddressPolicy(false, Stream.of(ranges).map(AddressRange::of).toList());
    }

    private static InetAddress literal(String text) {
        InetAddress address = text.contains(":") ? IpLiteral.ipv6(text) : IpLiteral.ipv4(text);
        assertThat(address).isNotNull();
        return address;
    }
}
