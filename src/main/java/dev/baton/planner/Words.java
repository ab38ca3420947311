package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A text that phrases are looked for in: without regard to case and accents, and only as whole
 * words. Thai has no spaces between words; a dictionary says where they end.
 */
final class Words {

    private static final Locale THAI = Locale.of("th");
    private static final int LONG = 4;
    private static final int MOST_FOUND = 100;

    /** Always words of their own, whatever unknown words stand beside them. */
    private static final List<String> CERTAIN =
            List.of("และ", "แล้ว", "จากนั้น", "ภาษา", "สำหรับ", "หลังจาก", "เป็น");

    private final String text;
    private final String folded;
    private final BitSet edges = new BitSet();

    Words(String text) {
        this.text = text;
        this.folded = fold(text);
        if (text.chars().anyMatch(letter -> isThai((char) letter))) {
            var words = BreakIterator.getWordInstance(THAI);
            words.setText(text);
            for (var at = words.first(); at != BreakIterator.DONE; at = words.next()) {
                edges.set(at);
            }
        }
        for (var certain : CERTAIN) {
            for (var at = text.indexOf(certain); at >= 0; at = text.indexOf(certain, at + 1)) {
                edges.set(at);
                edges.set(at + certain.length());
            }
        }
    }

    /** A phrase that stands somewhere. */
    record Found(String phrase, int from, int to) {}

    String text() {
        return text;
    }

    String folded() {
        return folded;
    }

    /** The longest of the phrases that stands at a place, or null. */
    @Nullable Found at(int place, Collection<String> phrases) {
        if (place >= folded.length()) {
            return null;
        }
        Found longest = null;
        var tried =
                phrases instanceof Phrases known
                        ? known.beginningWith(folded.charAt(place))
                        : phrases;
        for (var phrase : tried) {
            if (folded.startsWith(phrase, place)
                    && isWhole(place, place + phrase.length())
                    && (longest == null || phrase.length() > longest.phrase().length())) {
                longest = new Found(phrase, place, place + phrase.length());
            }
        }
        return longest;
    }

    /** The first from a place on, or null. */
    @Nullable Found next(int from, Collection<String> phrases) {
        Found first = null;
        for (var phrase : phrases) {
            for (var at = folded.indexOf(phrase, from);
                    at >= 0 && (first == null || at <= first.from());
                    at = folded.indexOf(phrase, at + 1)) {
                if (isWhole(at, at + phrase.length())) {
                    if (first == null
                            || at < first.from()
                            || phrase.length() > first.phrase().length()) {
                        first = new Found(phrase, at, at + phrase.length());
                    }
                    break;
                }
            }
        }
        return first;
    }

    boolean has(Collection<String> phrases) {
        return next(0, phrases) != null;
    }

    /** How often any of the phrases stands here, to a limit. */
    int count(Collection<String> phrases) {
        return all(phrases).size();
    }

    /** Where any of the phrases stands, the first of them. */
    List<Found> all(Collection<String> phrases) {
        var all = new ArrayList<Found>();
        for (var found = next(0, phrases);
                found != null && all.size() < MOST_FOUND;
                found = next(found.to(), phrases)) {
            all.add(found);
        }
        return all;
    }

    int skipSpaces(int from) {
        var at = from;
        while (at < text.length() && " \t\u00a0".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /**
     * Whether a phrase that stands here is no part of a longer word. The dictionary does not know
     * names and borrowed words and takes their neighbours for parts of them, so longer phrases of
     * Thai need only end where a letter does.
     */
    private boolean isWhole(int from, int to) {
        return (isEdge(from) && isEdge(to))
                || (to - from >= LONG
                        && isThai(text.charAt(from))
                        && isThai(text.charAt(to - 1))
                        && (to == text.length() || !isMark(text.charAt(to))));
    }

    /** Vowels and tones that belong to the letter before them. */
    private static boolean isMark(char letter) {
        return (letter >= '\u0e30' && letter <= '\u0e3a')
                || letter == '\u0e45'
                || (letter >= '\u0e47' && letter <= '\u0e4e');
    }

    /** Whether a word may begin or end here. */
    boolean isEdge(int place) {
        if (place <= 0 || place >= text.length()) {
            return true;
        }
        var before = text.charAt(place - 1);
        var after = text.charAt(place);
        if (isThai(before) && isThai(after)) {
            return edges.get(place);
        }
        return !(Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after))
                || isThai(before) != isThai(after);
    }

    static boolean isThai(char letter) {
        return letter >= '\u0e00' && letter <= '\u0e7f';
    }

    /** Small letters without accents, each in the place of its own. */
    static String fold(String text) {
        var folded = new StringBuilder(text.length());
        for (var index = 0; index < text.length(); index++) {
            var letter = text.charAt(index);
            folded.append(
                    letter < 0x80 || isThai(letter)
                            ? Character.toLowerCase(letter)
                            : Character.toLowerCase(
                                    Normalizer.normalize(
                                                    String.valueOf(letter), Normalizer.Form.NFD)
                                            .charAt(0)));
        }
        return folded.toString();
    }

    static List<String> folded(String... phrases) {
        return new Phrases(List.of(phrases).stream().map(Words::fold).toList());
    }
}
