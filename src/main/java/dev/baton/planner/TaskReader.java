package dev.baton.planner;

import dev.baton.planner.Clause.Each;
import dev.baton.planner.Clause.Link;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what a task asks for by its words alone: sentences, lists, and what ties them together.
 * What it does not understand it leaves as it is, so that the agents still get every word.
 */
final class TaskReader {

    static final int MOST_CLAUSES = 60;

    private static final Pattern FENCED = Pattern.compile("(?s)```.*?(```|$)");
    private static final Pattern ITEM =
            Pattern.compile("\\s*(?:([-*\u2022\u2013])|\\(?([0-9\u0e50-\u0e59]{1,3})[.)])\\s+(.+)");
    private static final Pattern NUMBER_WITHIN =
            Pattern.compile(
                    "(?:(?<=\\s)\\(?([1-9][0-9]?)\\)|(?<=[:.,;]\\s|^\\s)([1-9][0-9]?)\\.)\\s+(?=\\S)");
    private static final int LEAD_IN_WORDS = 8;
    private static final int MOST_COLONS = 5;

    /** Letters of words that tie: nobody's text may take long to read. */
    private static final int LONGEST_TIE = 80;

    /** What a text may follow, behind a colon, that is no part of what is asked for. */
    private static final Set<TaskType> TAKE_TEXTS =
            EnumSet.of(
                    TaskType.SUMMARISE,
                    TaskType.TRANSLATE,
                    TaskType.REVIEW,
                    TaskType.ANALYSE,
                    TaskType.EXTRACT,
                    TaskType.CLASSIFY,
                    TaskType.REWRITE,
                    TaskType.EXPLAIN);

    private final String text;
    private final List<Clause> clauses = new ArrayList<>();
    private final StringBuilder material = new StringBuilder();
    private int groups;

    private TaskReader(String text) {
        this.text = text;
    }

    static ReadTask read(String text) {
        var reader = new TaskReader(text);
        reader.read();
        var language = Language.of(new Words(text));
        return new ReadTask(
                text, language, List.copyOf(reader.clauses), reader.material.toString().strip());
    }

    private void read() {
        var fenced = FENCED.matcher(text);
        var plain = new StringBuilder();
        var from = 0;
        while (fenced.find()) {
            plain.append(text, from, fenced.start()).append('\n');
            keep(fenced.group());
            from = fenced.end();
        }
        plain.append(text, from, text.length());
        var lines = new ArrayList<>(List.of(numbersOnLines(plain.toString()).split("\\R", -1)));
        for (var at = 0; at < lines.size(); ) {
            at = isItem(lines.get(at)) ? list(lines, at, "") : line(lines, at);
        }
    }

    /** Numbers within a line begin lines, if they count up from one. */
    private static String numbersOnLines(String text) {
        var matcher = NUMBER_WITHIN.matcher(" " + text);
        var expected = 1;
        while (matcher.find()) {
            var number = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (Integer.parseInt(number) == expected) {
                expected++;
            }
        }
        return expected > 2
                ? NUMBER_WITHIN.matcher(" " + text).replaceAll("\n$1$2. ").stripLeading()
                : text;
    }

    private static boolean isItem(String line) {
        return ITEM.matcher(line).matches();
    }

    /** Reads a line that is no item; where to go on. */
    private int line(List<String> lines, int at) {
        var line = lines.get(at).strip();
        if (line.isEmpty()) {
            return at + 1;
        }
        var next = at + 1;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        if (line.endsWith(":") && next < lines.size() && isItem(lines.get(next))) {
            return list(lines, next, line.substring(0, line.length() - 1));
        }
        var colon = materialColon(line);
        if (colon >= 0) {
            sentences(line.substring(0, colon), at > 0 && lines.get(at - 1).isBlank());
            keep(line.substring(colon + 1));
            keep(String.join("\n", lines.subList(at + 1, lines.size())));
            return lines.size();
        }
        sentences(line, at > 0 && lines.get(at - 1).isBlank());
        return at + 1;
    }

    /** Where the text begins that the line asks to work on, or -1. */
    private int materialColon(String line) {
        var words = new Words(line);
        var colons = 0;
        for (var at = line.indexOf(':');
                at >= 0 && colons < MOST_COLONS;
                at = line.indexOf(':', at + 1)) {
            colons++;
            if (at + 1 < line.length() && !Character.isWhitespace(line.charAt(at + 1))) {
                continue;
            }
            var head = new TaskReader(text).clauses(line.substring(0, at), Link.NONE);
            var last = head.isEmpty() ? null : head.getLast();
            if (last != null
                    && last.each() == null
                    && TAKE_TEXTS.contains(last.type())
                    && words.next(0, Lexicon.FOR_EACH) == null) {
                return at;
            }
        }
        return -1;
    }

    private void keep(String words) {
        if (!words.isBlank()) {
            material.append(material.isEmpty() ? "" : "\n").append(words.strip());
        }
    }

    /** Reads the items from a line on; where to go on. */
    private int list(List<String> lines, int from, String header) {
        var items = new ArrayList<String>();
        var numbered = false;
        var at = from;
        while (at < lines.size()) {
            var matcher = ITEM.matcher(lines.get(at));
            if (matcher.matches()) {
                items.add(matcher.group(3).strip());
                numbered |= matcher.group(2) != null;
            } else if (!lines.get(at).isBlank()) {
                break;
            }
            at++;
        }
        items(header, items, numbered);
        return at;
    }

    private void items(String header, List<String> items, boolean numbered) {
        var words = new Words(header);
        var asked = clauses(header, Link.NONE);
        var inOrder = (numbered || words.has(Lexicon.IN_ORDER)) && !words.has(Lexicon.PARALLEL);
        var acting = items.stream().filter(item -> !clauses(item, Link.NONE).isEmpty()).count();
        if (acting * 2 >= items.size()) {
            if (asked.isEmpty() && header.split("\\s+").length > LEAD_IN_WORDS) {
                keep(header);
            }
            asked.stream().filter(clause -> !clause.text().isBlank()).forEach(this::addLeadIn);
            for (var index = 0; index < items.size(); index++) {
                item(items.get(index), inOrder && index > 0 ? Link.THEN : Link.NONE);
            }
            return;
        }
        if (asked.isEmpty()) {
            keep(header);
            items.forEach(item -> keep("- " + item));
            return;
        }
        asked.subList(0, asked.size() - 1).forEach(this::add);
        add(asked.getLast().of(items));
    }

    /** "Do the following" asks for nothing itself. */
    private void addLeadIn(Clause clause) {
        if (clause.rest().split("\\s+").length > 2 && !clause.type().equals(TaskType.WRITE)) {
            add(clause);
        }
    }

    private void item(String item, Link link) {
        var asked = new ArrayList<Clause>();
        for (var sentence : sentencesOf(item)) {
            var found = clauses(sentence, asked.isEmpty() ? link : Link.NONE);
            if (found.isEmpty() && !asked.isEmpty()) {
                asked.set(asked.size() - 1, asked.getLast().with(" " + sentence));
            }
            asked.addAll(found);
        }
        if (asked.isEmpty()) {
            keep("- " + item);
        }
        asked.forEach(this::add);
    }

    private void sentences(String paragraph, boolean apart) {
        var isFirst = true;
        for (var sentence : sentencesOf(paragraph)) {
            var found = clauses(sentence, Link.NONE);
            if (!found.isEmpty()) {
                found.forEach(this::add);
            } else if (isQuestion(sentence)) {
                add(new Clause(TaskType.ANSWER, "", sentence, Link.NONE, false, null, List.of()));
            } else if (clauses.isEmpty() || (apart && isFirst)) {
                keep(sentence);
            } else {
                clauses.set(clauses.size() - 1, clauses.getLast().with(" " + sentence));
            }
            isFirst = false;
        }
    }

    private static boolean isQuestion(String sentence) {
        return sentence.endsWith("?")
                || (Words.isThai(sentence.charAt(sentence.length() - 1))
                        && new Words(sentence).has(Lexicon.QUESTIONS));
    }

    private void add(Clause clause) {
        if (clauses.size() < MOST_CLAUSES) {
            clauses.add(clause);
        } else {
            clauses.set(clauses.size() - 1, clauses.getLast().with("\n" + clause.text()));
        }
    }

    /** Sentences of a line; none ends inside of quotes, in a number or after a letter. */
    static List<String> sentencesOf(String line) {
        var sentences = new ArrayList<String>();
        var quoted = quoted(line);
        var from = 0;
        for (var at = 0; at < line.length(); at++) {
            if (!quoted[at] && isEnd(line, at)) {
                addUnlessBlank(sentences, line.substring(from, at + 1));
                from = at + 1;
            }
        }
        addUnlessBlank(sentences, line.substring(from));
        return sentences;
    }

    private static boolean isEnd(String line, int at) {
        var letter = line.charAt(at);
        if (letter == ';') {
            return true;
        }
        if (".!?".indexOf(letter) < 0
                || (at + 1 < line.length() && !Character.isWhitespace(line.charAt(at + 1)))) {
            return false;
        }
        // "e.g. ", "J. Smith"
        return letter != '.'
                || at < 2
                || Character.isLetterOrDigit(line.charAt(at - 2))
                || !Character.isLetter(line.charAt(at - 1));
    }

    private static void addUnlessBlank(List<String> sentences, String sentence) {
        if (!sentence.isBlank()) {
            sentences.add(sentence.strip());
        }
    }

    /** Which letters stand in quotes. */
    private static boolean[] quoted(String line) {
        var quoted = new boolean[line.length()];
        var opening = "\"\u201c\u00ab";
        var closing = "\"\u201d\u00bb";
        for (var at = 0; at < line.length(); at++) {
            var kind = opening.indexOf(line.charAt(at));
            var end = kind < 0 ? -1 : line.indexOf(closing.charAt(kind), at + 1);
            if (end > 0) {
                Arrays.fill(quoted, at, end + 1, true);
                at = end;
            }
        }
        return quoted;
    }

    /** What a sentence asks for; nothing when no action begins it or a part of it. */
    private List<Clause> clauses(String sentence, Link link) {
        var words = new Words(sentence);
        var quoted = quoted(sentence);
        var forEach = words.next(0, Lexicon.FOR_EACH);
        if (forEach != null) {
            var tied = tiedForEach(words, forEach, link);
            if (!tied.isEmpty()) {
                return tied;
            }
        }
        var begins = begins(words, quoted);
        var found = new ArrayList<Clause>();
        for (var index = 0; index < begins.size(); index++) {
            var begin = begins.get(index);
            var end = index + 1 < begins.size() ? begins.get(index + 1).from() : sentence.length();
            var before = index == 0 ? stripped(sentence.substring(0, begin.from())) : "";
            var said = stripped(sentence.substring(begin.action().from(), end));
            var type = Lexicon.type(begin.action().phrase());
            var each = new Words(said).next(0, Lexicon.FOR_EACH);
            var once = each == null ? said : stripped(said.substring(0, each.from()));
            found.add(
                    new Clause(
                            type,
                            begin.action().phrase(),
                            before.isEmpty() || isShort(before) ? once : before + ": " + once,
                            index == 0 ? strongest(link, begin.link()) : begin.link(),
                            begin.parallel() || new Words(said).has(Lexicon.PARALLEL),
                            each == null ? null : each(said.substring(each.to())),
                            List.of()));
        }
        return found;
    }

    /** "List the cities, then for each city …"; nothing where it ends what is said instead. */
    private List<Clause> tiedForEach(Words words, Words.Found forEach, Link link) {
        if (groups >= MOST_CLAUSES || endOfHead(words, forEach.to()) < 0) {
            return List.of();
        }
        for (var at = Math.max(0, forEach.from() - LONGEST_TIE); at <= forEach.from(); at++) {
            var tie = at == 0 || isTied(words, at) ? chain(words, at, forEach.from()) : null;
            if (tie != null) {
                var before = clauses(words.text().substring(0, at), link);
                var first = before.isEmpty() ? strongest(link, tie) : strongest(Link.AND, tie);
                return Stream.concat(before.stream(), forEach(words, forEach, first).stream())
                        .toList();
            }
        }
        return List.of();
    }

    private static boolean isShort(String words) {
        return words.endsWith(":") && words.split("\\s+").length <= LEAD_IN_WORDS;
    }

    private static Link strongest(Link one, Link other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** "For each city, find …": everything behind the head is done for each. */
    private List<Clause> forEach(Words words, Words.Found forEach, Link link) {
        var head = endOfHead(words, forEach.to());
        if (head < 0) {
            return List.of();
        }
        var each = each(words.text().substring(forEach.to(), head));
        var body = clauses(words.text().substring(head), link);
        return body.stream()
                .map(
                        clause ->
                                new Clause(
                                        clause.type(),
                                        clause.action(),
                                        clause.text(),
                                        clause.link(),
                                        clause.parallel(),
                                        each,
                                        clause.objects()))
                .toList();
    }

    private static int endOfHead(Words words, int from) {
        for (var at = from; at < words.text().length(); at++) {
            if (",:".indexOf(words.text().charAt(at)) >= 0 && lead(words, at + 1) != null) {
                return at + 1;
            }
        }
        for (var at = words.skipSpaces(from) + 1; at < words.text().length(); at++) {
            if (words.text().charAt(at) == ' ' && lead(words, at + 1) != null) {
                return at + 1;
            }
        }
        return -1;
    }

    private Each each(String said) {
        var words = new Words(said);
        var colon = said.indexOf(':');
        var of = words.next(0, Lexicon.OF);
        if (colon >= 0) {
            var items = items(said.substring(colon + 1));
            if (!items.isEmpty()) {
                return new Each(noun(said.substring(0, colon)), items, ++groups);
            }
        }
        if (of != null) {
            var items = items(said.substring(of.to()));
            if (items.size() > 1) {
                return new Each(noun(said.substring(0, of.from())), items, ++groups);
            }
        }
        var items = items(said);
        return items.size() > 1
                ? new Each("", items, ++groups)
                : new Each(noun(said), List.of(), ++groups);
    }

    private static String noun(String said) {
        var noun = stripped(said);
        var words = new Words(noun);
        var stands =
                noun.isEmpty()
                        || words.at(0, Lexicon.IT) != null
                        || words.at(0, Lexicon.THEM) != null
                        || words.at(0, Lexicon.THE) != null;
        return stands ? "" : noun;
    }

    /** The things of an enumeration. */
    static List<String> items(String said) {
        var items = new ArrayList<String>();
        var words = new Words(said);
        var quoted = quoted(said);
        var from = 0;
        for (var at = 0; at < said.length(); at++) {
            var and = quoted[at] ? null : words.at(at, Lexicon.AND);
            if (!quoted[at] && ",;\u3001".indexOf(said.charAt(at)) >= 0) {
                addItem(items, said.substring(from, at));
                from = at + 1;
            } else if (and != null) {
                addItem(items, said.substring(from, at));
                from = and.to();
                at = and.to() - 1;
            }
        }
        addItem(items, said.substring(from));
        return items;
    }

    private static void addItem(List<String> items, String item) {
        var name = stripped(item);
        if (!name.isEmpty() && !items.contains(name)) {
            items.add(name);
        }
    }

    /**
     * Where something that is asked for begins.
     *
     * @param from where what ties it to the one before begins
     */
    private record Begin(int from, Words.Found action, Link link, boolean parallel) {}

    private static List<Begin> begins(Words words, boolean[] quoted) {
        var begins = new ArrayList<Begin>();
        var first = lead(words, 0);
        if (first != null) {
            begins.add(first);
        }
        var at = first == null ? 1 : first.action().to();
        while (at < words.text().length()) {
            var begin = quoted[at] ? null : tied(words, at);
            if (begin == null) {
                at++;
            } else {
                begins.add(begin);
                at = begin.action().to();
            }
        }
        return begins;
    }

    /** What begins here behind a comma, a space between Thai words, or a word that ties. */
    private static @Nullable Begin tied(Words words, int at) {
        if (!isTied(words, at)) {
            return null;
        }
        var begin = lead(words, at);
        return begin == null
                ? null
                : new Begin(
                        at, begin.action(), strongest(Link.AND, begin.link()), begin.parallel());
    }

    private static boolean isTied(Words words, int at) {
        if (at >= words.text().length() || !words.isEdge(at)) {
            return false;
        }
        var letter = words.text().charAt(at);
        return ",:\u2014".indexOf(letter) >= 0
                || (letter == ' ' && at > 0 && Words.isThai(words.text().charAt(at - 1)))
                || words.at(at, Lexicon.THEN) != null
                || words.at(at, Lexicon.FINALLY) != null
                || words.at(at, Lexicon.AND) != null
                || words.at(at, Lexicon.PARALLEL) != null;
    }

    /** The action that begins here, behind words that tie and words of courtesy; or null. */
    private static @Nullable Begin lead(Words words, int from) {
        var at = from;
        var link = Link.NONE;
        var parallel = false;
        while (at < words.text().length() && at - from <= LONGEST_TIE) {
            var letter = words.text().charAt(at);
            if (Character.isWhitespace(letter) || ",:\u2014\u00bf\u00a1".indexOf(letter) >= 0) {
                at++;
                continue;
            }
            var action = words.at(at, Lexicon.ACTION_WORDS);
            var tie = tie(words, at);
            if (action != null
                    && (tie == null || action.to() >= tie.found().to())
                    && !isNoun(words, action)) {
                return new Begin(from, action, link, parallel);
            }
            if (tie == null) {
                return null;
            }
            link = strongest(link, tie.link());
            parallel |= tie.parallel();
            at = tie.found().to();
        }
        return null;
    }

    /** "Review of": a thing, nothing to do. */
    private static boolean isNoun(Words words, Words.Found action) {
        return words.folded().startsWith(" of ", action.to());
    }

    private record Tie(Words.Found found, Link link, boolean parallel) {}

    private static @Nullable Tie tie(Words words, int at) {
        Tie longest = null;
        longest = longer(longest, words.at(at, Lexicon.THEN), Link.THEN, false);
        longest = longer(longest, words.at(at, Lexicon.FINALLY), Link.FINALLY, false);
        longest = longer(longest, words.at(at, Lexicon.AND), Link.AND, false);
        longest = longer(longest, words.at(at, Lexicon.PARALLEL), Link.NONE, true);
        return longer(longest, words.at(at, Lexicon.POLITE), Link.NONE, false);
    }

    private static @Nullable Tie longer(
            @Nullable Tie one, Words.@Nullable Found other, Link link, boolean parallel) {
        return other == null || (one != null && one.found().to() >= other.to())
                ? one
                : new Tie(other, link, parallel);
    }

    /** How what stands between ties; null where it is more than ties and courtesies. */
    private static @Nullable Link chain(Words words, int from, int end) {
        var at = from;
        var link = Link.NONE;
        while (at < end) {
            var tie = tie(words, at);
            if (Character.isWhitespace(words.text().charAt(at)) || words.text().charAt(at) == ',') {
                at++;
            } else if (tie == null) {
                return null;
            } else {
                link = strongest(link, tie.link());
                at = tie.found().to();
            }
        }
        return at == end ? link : null;
    }

    private static String stripped(String words) {
        var from = 0;
        var to = words.length();
        while (from < to && " \t\u00a0,;\u3001\u2014".indexOf(words.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " \t\u00a0,;.!\u3001\u2014".indexOf(words.charAt(to - 1)) >= 0) {
            to--;
        }
        return words.substring(from, to);
    }
}
