package dev.baton.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

/** From where a key may be used. */
class KeyNetworksTests {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "10.0.0.0/8 2001:db8::/32, 2001:db8::9, true",
        "10.0.0.0/8, unknown, false"
    })
    void letsInWhoIsWithinARange(String ranges, String address, boolean allowed) {
        assertThat(KeyNetworks.ofStored(ranges).allow(address)).isEqualTo(allowed);
    }

    @Test
    void withoutRangesLetsInEverybody() {
        assertThat(KeyNetworks.ofStored(null).allow("198.51.100.1")).isTrue();
        assertThat(KeyNetworks.of(List.of()).allow("unknown")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "203.0.113.0/24", "0.0.0.0/0", "2001:db8::/32", "::1"})
    void takesAddressesAndRanges(String text) {
        assertThat(KeyNetworks.isRange(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "10.0.0.0/33",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "0x0a.0.0.1",
                "10.0.0.0/",
                "2001:db8::/129",
                "2001:db8::%eth0",
                "::ffff:10.0.0.1",
                "1.2.3.4/8/8",
                "10.0.0.1-10.0.0.9"
            })
    void takesNothingElse(String text) {
        assertThat(KeyNetworks.isRange(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', 10.0.0.0/8, true",
        "10.0.0.0/8, '', false",
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.1.0.0/16, 10.0.0.0/8, false",
        "10.0.0.0/8 2001:db8::/32, 10.0.0.1 2001:db8::1, true",
        "10.0.0.0/8, 10.0.0.1 192.0.2.1, false"
    })
    void coversWhatLetsInNobodyElse(String own, String other, boolean covers) {
        assertThat(networks(own).cover(networks(other))).isEqualTo(covers);
    }

    private static KeyNetworks networks(String text) {
        return KeyNetworks.of(
                Arrays.stream(text.split(" ")).filter(it -> !it.isEmpty()).toList());
    }
}
