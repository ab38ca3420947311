package dev.baton.identity.key;

import dev.baton.platform.http.AddressRange;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** From where a key may be used: address ranges of IPv4 and IPv6, or anywhere. */
final class KeyNetworks {

    static final KeyNetworks ANYWHERE = new KeyNetworks(List.of());

    /** Decimal only: what begins with 0 is octal to some and decimal to others. */
    private static final Pattern IPV4 =
            Pattern.compile("DEC(?:\\.DEC){3}(?:/\\d{1,2})?".replace("DEC", "(?:0|[1-9]\\d{0,2})"));

    private static final Pattern IPV6 =
            Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:/\\d{1,3})?");
    private static final AddressRange MAPPED = AddressRange.of("::ffff:0:0/96");

    private final List<AddressRange> ranges;

    private KeyNetworks(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    /** Throws for a text that {@link #isRange} refuses; no texts mean anywhere. */
    static KeyNetworks of(List<String> texts) {
        return texts.isEmpty()
                ? ANYWHERE
                : new KeyNetworks(texts.stream().map(AddressRange::of).toList());
    }

    /** As the database keeps them. */
    static KeyNetworks ofStored(@Nullable String text) {
        return of(texts(text));
    }

    static List<String> texts(@Nullable String stored) {
        return stored == null ? List.of() : Arrays.asList(stored.split(" "));
    }

    /** Whether the text is an address or a range in the usual notation. */
    static boolean isRange(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return false;
        }
        try {
            // Whoever comes by a mapped address is known by the IPv4 address inside.
            return !MAPPED.contains(AddressRange.of(text));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean allow(String address) {
        if (ranges.isEmpty()) {
            return true;
        }
        try {
            var zone = address.indexOf('%');
            var literal = zone < 0 ? address : address.substring(0, zone);
            var bytes = InetAddress.ofLiteral(literal).getAddress();
            return ranges.stream().anyMatch(range -> range.contains(bytes));
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Whether whoever the other lets in is let in here too. */
    boolean cover(KeyNetworks other) {
        return ranges.isEmpty()
                || (!other.ranges.isEmpty()
                        && other.ranges.stream()
                                .allMatch(
                                        it -> ranges.stream().anyMatch(own -> own.contains(it))));
    }

    @Override
    public String toString() {
        return ranges.isEmpty() ? "anywhere" : ranges.toString();
    }
}
