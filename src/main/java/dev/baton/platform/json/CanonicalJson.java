package dev.baton.platform.json;

import dev.baton.platform.Sha256;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one way to write a JSON value (RFC 8785): equal values are equal texts, whatever the order of
 * members was. Whole numbers beyond 2<sup>53</sup>, which the RFC leaves out, keep every digit, so
 * that different ones stay different.
 */
public final class CanonicalJson {

    private static final double EXACT = 1L << 53;
    private static final int PLAIN_DIGITS = 21;
    private static final int PLAIN_ZEROES = -6;

    private CanonicalJson() {}

    /**
     * @param value text, number, truth, null, or a list or a map with text keys of these
     * @throws IllegalArgumentException when it holds anything else, or a number that JSON has not
     */
    public static String write(@Nullable Object value) {
        var text = new StringBuilder();
        write(value, text, Integer.MAX_VALUE);
        return text.toString();
    }

    /**
     * As {@link #write(Object)}, but gives up soon where that is longer.
     *
     * @return empty when it is longer than {@code most} letters
     */
    public static Optional<String> write(@Nullable Object value, int most) {
        var text = new StringBuilder();
        return write(value, text, most) ? Optional.of(text.toString()) : Optional.empty();
    }

    /** SHA-256 of the canonical form, in hex. */
    public static String hash(@Nullable Object value) {
        return Sha256.hex(write(value));
    }

    /** False when it has become longer than it may. */
    private static boolean write(@Nullable Object value, StringBuilder text, int most) {
        var isWritten =
                switch (value) {
                    case Map<?, ?> map -> object(map, text, most);
                    case List<?> list -> array(list, text, most);
                    case null, default -> {
                        simple(value, text);
                        yield true;
                    }
                };
        return isWritten && text.length() <= most;
    }

    private static void simple(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> text.append("null");
            case Boolean truth -> text.append(truth);
            case String words -> quote(words, text);
            case Number number -> text.append(number(number));
            default ->
                    throw new IllegalArgumentException(
                            value.getClass().getSimpleName() + " is no JSON value");
        }
    }

    private static boolean object(Map<?, ?> map, StringBuilder text, int most) {
        // Java orders texts by UTF-16 units, which is the RFC's order.
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((name, value) -> sorted.put((String) name, value));
        var separator = '{';
        for (var member : sorted.entrySet()) {
            text.append(separator);
            quote(member.getKey(), text);
            text.append(':');
            if (!write(member.getValue(), text, most)) {
                return false;
            }
            separator = ',';
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
        return true;
    }

    private static boolean array(List<?> list, StringBuilder text, int most) {
        text.append('[');
        var first = true;
        for (var item : list) {
            if (!first) {
                text.append(',');
            }
            first = false;
            if (!write(item, text, most)) {
                return false;
            }
        }
        text.append(']');
        return true;
    }

    private static void quote(String words, StringBuilder text) {
        text.append('"');
        for (var at = 0; at < words.length(); at++) {
            var letter = words.charAt(at);
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (letter < ' ') {
                        text.append("\\u%04x".formatted((int) letter));
                    } else {
                        text.append(letter);
                    }
                }
            }
        }
        text.append('"');
    }

    /** A number as JSON has it: the shortest digits that mean it. */
    public static String number(Number number) {
        return switch (number) {
            case Long _, Integer _, Short _, Byte _ -> number.toString();
            case BigInteger _ -> number.toString();
            case BigDecimal decimal -> decimal(decimal.doubleValue());
            default -> decimal(number.doubleValue());
        };
    }

    /** As ECMAScript's Number::toString has it. */
    private static String decimal(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        if (number == Math.rint(number) && Math.abs(number) < EXACT) {
            return String.valueOf((long) number);
        }
        var shortest = shortest(Math.abs(number));
        var digits = shortest.unscaledValue().toString();
        var point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + placed(digits, point);
    }

    /** Java's own digits are the shortest ones, too, but that it never writes fewer than two. */
    private static BigDecimal shortest(double number) {
        var written = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (written.precision() == 2) {
            var single = written.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (single.doubleValue() == number) {
                return single.stripTrailingZeros();
            }
        }
        return written;
    }

    /**
     * @param point how many digits stand before the decimal point
     */
    private static String placed(String digits, int point) {
        if (point > PLAIN_DIGITS || point <= PLAIN_ZEROES) {
            var exponent = point - 1;
            var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length()
                ? digits + "0".repeat(point - digits.length())
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
