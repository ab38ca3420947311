package dev.baton.model;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Counts tokens with OpenAI's current encoding, which is close enough for other providers' as well.
 * Long text is sampled, so that no input, however hostile, costs more than some milliseconds.
 */
public final class Tokens {

    /** Longer text is estimated from samples of it. */
    static final int COUNTED_EXACTLY = 16_384;

    private static final int SAMPLES = 16;

    /**
     * Whoever knew where a text is sampled could make it look cheaper than it is. The same text is
     * always sampled at the same places: what a call is charged must not exceed what was reserved.
     */
    private static final long SAMPLED_BY = new SecureRandom().nextLong();

    /** The encoder takes quadratic time for a word without end, so it never sees one. */
    private static final int WINDOW = 512;

    private static final int PER_MESSAGE = 4;
    private static final int REPLY_START = 3;
    private static final int PER_IMAGE = 1_600;

    /**
     * Nothing bounds a document, in pages or in text, that only the provider can open; no model reads
     * more of one than this.
     */
    static final long PER_FILE = 200_000;

    /** A token is 100 ms of sound, and no sound that is understood has fewer than 8 kbit/s. */
    private static final int SOUND_CHARACTERS_PER_TOKEN = 100;

    /** Texts of a request that no model reads. */
    private static final Set<String> UNREAD =
            Set.of("logit_bias", "metadata", "model", "stop", "stream_options", "user");

    private Tokens() {}

    /** Tokens of a text. */
    public static long count(String text) {
        if (text.length() <= COUNTED_EXACTLY) {
            return exactly(text);
        }
        long tokens = 0;
        var stride = text.length() / SAMPLES;
        var places = new SplittableRandom(SAMPLED_BY ^ text.hashCode());
        for (var sample = 0; sample < SAMPLES; sample++) {
            var start = sample * stride + places.nextInt(stride - WINDOW + 1);
            tokens += encoding().countTokensOrdinary(text.substring(start, start + WINDOW));
        }
        return Math.ceilDiv(tokens * text.length(), SAMPLES * WINDOW);
    }

    /**
     * Tokens that a chat completion request will be charged for as input: its messages, and all else
     * that a model may read, be it tools or a field that only its provider knows. What is no text
     * is counted at a flat rate, sounds and documents at the most that they can be.
     */
    public static long ofRequest(ObjectNode body) {
        var text = new StringBuilder();
        long tokens = REPLY_START;
        for (var message : body.path("messages")) {
            tokens += PER_MESSAGE + content(message.path("content"), text);
            for (var property : message.properties()) {
                if (!property.getKey().equals("content")) {
                    append(property.getValue(), text);
                }
            }
        }
        for (var field : body.properties()) {
            if (!field.getKey().equals("messages") && mayBeRead(field.getKey(), field.getValue())) {
                append(field.getValue(), text);
            }
        }
        return tokens + count(text.toString());
    }

    /** The text cut into the pieces that the encoding sees; together they are the text again. */
    public static List<String> split(String text) {
        var pieces = new ArrayList<String>();
        var from = 0;
        while (from < text.length()) {
            var end = windowEnd(text, from, from + WINDOW);
            splitWindow(text.substring(from, end), pieces);
            from = end;
        }
        return pieces;
    }

    private static long exactly(String text) {
        if (text.length() <= WINDOW) {
            return encoding().countTokensOrdinary(text);
        }
        long tokens = 0;
        var from = 0;
        while (from < text.length()) {
            var end = windowEnd(text, from, from + WINDOW);
            tokens += encoding().countTokensOrdinary(text.substring(from, end));
            from = end;
        }
        return tokens;
    }

    /**
     * Ends a window at the last space in it, so that words stay whole, and never inside a
     * character.
     */
    private static int windowEnd(String text, int from, int limit) {
        if (limit >= text.length()) {
            return text.length();
        }
        var space = text.lastIndexOf(' ', limit);
        if (space > from) {
            return space;
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }

    private static void splitWindow(String window, List<String> pieces) {
        var tokens = encoding().encodeOrdinary(window);
        var done = 0;
        var bytes = 0;
        for (var index = 0; index < tokens.size(); index++) {
            bytes += encoding().decodeBytes(only(tokens.get(index))).length;
            var end = done;
            // A token may end inside a character: then the next one completes it.
            while (end < window.length() && encodedLength(window.codePointAt(end)) <= bytes) {
                bytes -= encodedLength(window.codePointAt(end));
                end = window.offsetByCodePoints(end, 1);
            }
            if (end > done) {
                pieces.add(window.substring(done, end));
                done = end;
            }
        }
        if (done < window.length()) {
            pieces.add(window.substring(done));
        }
    }

    /** In UTF-8, where half a character becomes a question mark. */
    private static int encodedLength(int point) {
        if (point < 0x80 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 3 : 4;
    }

    private static IntArrayList only(int token) {
        var list = new IntArrayList(1);
        list.add(token);
        return list;
    }

    /** Numbers and switches are settings. */
    private static boolean mayBeRead(String field, JsonNode value) {
        return (value.isString() || value.isContainer()) && !UNREAD.contains(field);
    }

    private static long content(JsonNode content, StringBuilder text) {
        if (!content.isArray()) {
            append(content, text);
            return 0;
        }
        long tokens = 0;
        for (var part : content) {
            tokens += part(part, text);
        }
        return tokens;
    }

    private static long part(JsonNode part, StringBuilder text) {
        return switch (part.path("type").asString("")) {
            case "text" -> {
                append(part.path("text"), text);
                yield 0;
            }
            case "image_url" -> PER_IMAGE;
            case "input_audio" ->
                    Math.ceilDiv(part.toString().length(), SOUND_CHARACTERS_PER_TOKEN);
            case "file", "document" -> PER_FILE;
            default -> {
                append(part, text);
                yield 0;
            }
        };
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isMissingNode() || node.isNull()) {
            return;
        }
        text.append(node.isString() ? node.stringValue() : node.toString()).append('\n');
    }

    private static Encoding encoding() {
        return Loaded.ENCODING;
    }

    /** Loaded at first use: the vocabulary takes a quarter of a second and some megabytes. */
    private static final class Loaded {
        static final Encoding ENCODING =
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }
}
