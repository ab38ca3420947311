package dev.baton.planner;

import dev.baton.planner.Clause.Each;
import dev.baton.planner.Clause.Link;
import dev.baton.planner.DraftStep.Mapped;
import dev.baton.planner.TaskType.Feeds;
import dev.baton.selection.Strategy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes steps of what a task asks for, without asking anybody. What waits for nothing runs at the
 * same time; what is asked for twice is done once.
 */
final class Decomposer {

    private static final int MOST_ITEMS = 50;
    private static final int SHORTEST_ENUMERATION = 3;

    private final ReadTask task;
    private final Strategy strategy;
    private final Map<String, DraftStep> steps = new LinkedHashMap<>();

    /** By what makes two steps the same. */
    private final Map<String, String> known = new HashMap<>();

    private final Map<TaskType, Integer> counts = new HashMap<>();

    /** Steps of each type in their order: "the summary" means the last of its type. */
    private final Map<TaskType, List<String>> made = new HashMap<>();

    /** What was begun since the last "then". */
    private Set<String> group = new LinkedHashSet<>();

    private List<String> base = List.of();

    /** The last approval, which all that is asked for behind it waits for. */
    private List<String> gate = List.of();

    private List<String> last = List.of();
    private int merged;

    private Decomposer(ReadTask task, Strategy strategy) {
        this.task = task;
        this.strategy = strategy;
    }

    /**
     * @param steps at least one
     * @param merged how many were asked for more than once
     * @param understood share of the words that steps were made of, 0 to 1
     */
    record Decomposed(List<DraftStep> steps, int merged, double understood) {}

    static Decomposed decompose(ReadTask task, Strategy strategy) {
        return new Decomposer(task, strategy).decompose();
    }

    private Decomposed decompose() {
        var clauses = task.clauses();
        for (var index = 0; index < clauses.size(); ) {
            var clause = clauses.get(index);
            var end = index + 1;
            while (clause.each() != null
                    && clause.type() != TaskType.APPROVE
                    && end < clauses.size()
                    && clauses.get(end).type() != TaskType.APPROVE
                    && clause.each().equals(clauses.get(end).each())) {
                end++;
            }
            add(clauses.subList(index, end));
            index = end;
        }
        var understood = steps.isEmpty() ? 0.3 : 0.9;
        if (steps.isEmpty()) {
            one(TaskType.ANSWER, task.text(), List.of());
        }
        review();
        return new Decomposed(List.copyOf(steps.values()), merged, understood);
    }

    /** Where quality matters most, what comes out is reviewed; also before anybody agrees to it. */
    private void review() {
        var leaves = leavesOf(steps.keySet());
        var isReviewed =
                leaves.size() == 1
                        && Set.of(TaskType.REVIEW, TaskType.APPROVE)
                                .contains(step(leaves.getFirst()).type());
        if (strategy == Strategy.QUALITY && !leaves.isEmpty() && !isReviewed) {
            var words =
                    "%s\n\n%s: ${input.task}"
                            .formatted(escaped(task.language().review()), task.language().task());
            put(
                    new DraftStep(
                            id(TaskType.REVIEW),
                            TaskType.REVIEW,
                            words,
                            "",
                            null,
                            leaves,
                            false,
                            null));
        }
    }

    private void add(List<Clause> clauses) {
        var clause = clauses.getFirst();
        if (clause.type() == TaskType.APPROVE) {
            approve(clause);
            return;
        }
        var after = after(clause);
        if (clause.each() != null) {
            last = List.of(forEach(clauses, clause.each(), after));
        } else {
            last =
                    switch (clause.type()) {
                        case COMPARE -> compare(clause, after);
                        case TRANSLATE -> translate(clause, after);
                        default -> plain(clause, after);
                    };
        }
        group.addAll(last);
    }

    private void approve(Clause clause) {
        review();
        gate = List.of(one(clause.type(), clause.text(), leavesOf(steps.keySet())));
        base = gate;
        last = gate;
        group = new LinkedHashSet<>(gate);
    }

    /** The steps that a clause waits for. */
    private List<String> after(Clause clause) {
        var isParallel = clause.parallel() && clause.link() != Link.FINALLY;
        if (clause.link() == Link.FINALLY) {
            base = leavesOf(steps.keySet());
            group = new LinkedHashSet<>();
        } else if (clause.link() == Link.THEN && !isParallel) {
            base = leavesOf(group.isEmpty() ? steps.keySet() : group);
            group = new LinkedHashSet<>();
        } else if (clause.link() == Link.NONE && !clause.parallel()) {
            base = List.of();
        }
        var after = new LinkedHashSet<>(base);
        after.addAll(gate);
        if (!isParallel || clause.link() == Link.NONE) {
            after.addAll(meant(clause));
        }
        return List.copyOf(after);
    }

    /** What came before and is spoken of. */
    private List<String> meant(Clause clause) {
        if (steps.isEmpty()) {
            return List.of();
        }
        var rest = new Words(clause.rest());
        if (Lexicon.hasObject(clause.action())) {
            return clause.action().endsWith("s") ? leavesOf(steps.keySet()) : last;
        }
        var product = product(clause, rest);
        if (product != null) {
            return product;
        }
        if (rest.has(Lexicon.THEM)) {
            return leavesOf(steps.keySet());
        }
        if (standsFor(rest)) {
            return last;
        }
        return isWithoutObject(clause, rest)
                ? switch (clause.type().feeds()) {
                    case ALL -> leavesOf(steps.keySet());
                    case LAST -> last;
                    case NOTHING -> List.of();
                }
                : List.of();
    }

    /** "It", unless more words follow it: "this contract" is nothing that was made. */
    private static boolean standsFor(Words rest) {
        var it = rest.next(0, Lexicon.IT);
        if (it == null) {
            return false;
        }
        var from = rest.skipSpaces(it.to());
        return from >= rest.text().length()
                || !Character.isLetter(rest.text().charAt(from))
                || it.phrase().equals("it")
                || it.phrase().equals("its")
                || Words.isThai(it.phrase().charAt(0))
                || rest.at(from, Lexicon.INTO) != null
                || rest.at(from, Lexicon.AND) != null
                || rest.at(from, Lexicon.WITH) != null;
    }

    /** Steps that made what is called by its name, "the code"; or null. */
    private @Nullable List<String> product(Clause clause, Words rest) {
        for (var products : Lexicon.PRODUCTS.entrySet()) {
            var steps = made.get(products.getKey());
            if (steps == null || products.getKey() == clause.type()) {
                continue;
            }
            var found = rest.next(0, products.getValue());
            if (found != null && (isThe(rest, found) || found.from() == 0)) {
                return List.of(steps.getLast());
            }
        }
        return null;
    }

    private static boolean isThe(Words rest, Words.Found noun) {
        if (Words.isThai(noun.phrase().charAt(0))) {
            return noun.from() == 0 || rest.text().indexOf("ที่", noun.to()) == noun.to();
        }
        var the = rest.next(0, Lexicon.THE);
        while (the != null && the.to() < noun.from()) {
            if (rest.skipSpaces(the.to()) == noun.from()) {
                return true;
            }
            the = rest.next(the.to(), Lexicon.THE);
        }
        return false;
    }

    /** Nothing behind the action but how, or into what. */
    private static boolean isWithoutObject(Clause clause, Words rest) {
        if (!clause.objects().isEmpty() || clause.type().feeds() == Feeds.NOTHING) {
            return false;
        }
        if (clause.type() == TaskType.TRANSLATE) {
            var into = into(rest);
            return into == null || rest.text().substring(0, into.from()).isBlank();
        }
        if (rest.text().isBlank() || rest.has(Lexicon.PARALLEL)) {
            return true;
        }
        var first = rest.skipSpaces(0);
        return rest.at(first, WITHOUT_OBJECT) != null;
    }

    private static final List<String> WITHOUT_OBJECT =
            Words.folded(
                    "in",
                    "for",
                    "as",
                    "into",
                    "to",
                    "by",
                    "with",
                    "carefully",
                    "briefly",
                    "again",
                    "the best",
                    "the most",
                    "the top",
                    "en",
                    "para",
                    "como",
                    "por",
                    "brevemente",
                    "con cuidado",
                    "lo mas",
                    "el mejor",
                    "la mejor",
                    "เป็น",
                    "ให้",
                    "ใน",
                    "สั้น",
                    "อย่าง",
                    "โดย",
                    "อีกครั้ง",
                    "ที่ดีที่สุด");

    private static Words.@Nullable Found into(Words rest) {
        for (var into = rest.next(0, Lexicon.INTO);
                into != null;
                into = rest.next(into.to(), Lexicon.INTO)) {
            if (startsWithLanguage(rest, into.to())) {
                return into;
            }
        }
        return null;
    }

    private static boolean startsWithLanguage(Words rest, int from) {
        return rest.at(rest.skipSpaces(from), Lexicon.LANGUAGES.keySet()) != null;
    }

    /** Languages by their names in the text. */
    static List<String> languages(String text) {
        var words = new Words(text);
        var languages = new LinkedHashSet<String>();
        for (var found : words.all(Lexicon.LANGUAGES.keySet())) {
            languages.add(Lexicon.LANGUAGES.get(found.phrase()));
        }
        return List.copyOf(languages);
    }

    private List<String> plain(Clause clause, List<String> after) {
        var things = objects(clause);
        if (things.size() < 2) {
            return List.of(one(clause.type(), withObjects(clause), after));
        }
        return things.stream()
                .limit(MOST_ITEMS)
                .map(thing -> one(clause.type(), head(clause) + " " + thing, after))
                .toList();
    }

    /** Things that a step of their own is made for. */
    private List<String> objects(Clause clause) {
        if (!clause.objects().isEmpty()) {
            return strategy == Strategy.COST || clause.type() == TaskType.COMBINE
                    ? List.of()
                    : clause.objects();
        }
        var isRead =
                clause.type() == TaskType.RESEARCH
                        || clause.type() == TaskType.ANALYSE
                        || clause.type() == TaskType.EXPLAIN;
        if (!isRead || strategy == Strategy.COST) {
            return List.of();
        }
        var items = TaskReader.items(withoutParallel(clause.rest()));
        var enough = clause.parallel() ? 2 : SHORTEST_ENUMERATION;
        return items.size() >= enough
                        && (clause.parallel() || strategy == Strategy.LATENCY)
                        && items.stream().allMatch(item -> item.split("\\s+").length <= 4)
                ? items
                : List.of();
    }

    private static String withoutParallel(String words) {
        var found = new Words(words).next(0, Lexicon.PARALLEL);
        return found == null
                ? words
                : (words.substring(0, found.from()) + words.substring(found.to())).strip();
    }

    private static String withObjects(Clause clause) {
        return clause.objects().isEmpty()
                ? clause.text()
                : clause.text() + "\n- " + String.join("\n- ", clause.objects());
    }

    /** The clause up to its objects. */
    private static String head(Clause clause) {
        if (!clause.objects().isEmpty()) {
            return clause.text() + ":";
        }
        var rest = clause.rest();
        var text = clause.text();
        return text.substring(0, text.length() - rest.length()).strip();
    }

    private List<String> compare(Clause clause, List<String> after) {
        var things = compared(clause);
        var isReady = !after.isEmpty() && !meant(clause).isEmpty();
        if (things.size() < 2 || isReady || strategy == Strategy.COST) {
            return List.of(one(clause.type(), withObjects(clause), after));
        }
        var gathered =
                things.stream()
                        .limit(MOST_ITEMS)
                        .map(thing -> one(TaskType.RESEARCH, task.language().gather(thing), after))
                        .toList();
        return List.of(one(clause.type(), withObjects(clause), gathered));
    }

    private static List<String> compared(Clause clause) {
        if (!clause.objects().isEmpty()) {
            return clause.objects();
        }
        var rest = clause.rest();
        var words = new Words(rest);
        var things = new ArrayList<String>();
        var from = 0;
        for (var with = words.next(0, Lexicon.WITH);
                with != null;
                with = words.next(with.to(), Lexicon.WITH)) {
            things.addAll(TaskReader.items(rest.substring(from, with.from())));
            from = with.to();
        }
        things.addAll(TaskReader.items(rest.substring(from)));
        return things.stream()
                .map(Decomposer::withoutParallel)
                .filter(thing -> !thing.isBlank())
                .distinct()
                .toList();
    }

    private List<String> translate(Clause clause, List<String> after) {
        var rest = new Words(clause.rest());
        var into = into(rest);
        var languages =
                into == null ? List.<String>of() : languages(rest.text().substring(into.from()));
        var things = clause.objects();
        if (languages.isEmpty() && !things.isEmpty()) {
            languages = languages(String.join(", ", things));
            things = languages.size() == things.size() ? List.of() : things;
        }
        if (languages.size() < 2 || strategy == Strategy.COST) {
            return List.of(one(clause.type(), withObjects(clause), after));
        }
        var whole = clause.text();
        var start = whole.length() - rest.text().length();
        var head = into == null ? whole : whole.substring(0, start + into.to());
        var end = things.isEmpty() ? "" : ":\n- " + String.join("\n- ", things);
        return languages.stream()
                .map(
                        language ->
                                one(
                                        clause.type(),
                                        joined(head.strip(), spoken(language, whole)) + end,
                                        after))
                .toList();
    }

    private static String joined(String one, String other) {
        var isThai = !one.isEmpty() && Words.isThai(one.charAt(one.length() - 1));
        return isThai ? one + other : one + " " + other;
    }

    /** The language as the task calls it. */
    private static String spoken(String language, String text) {
        var words = new Words(text);
        var names =
                Lexicon.LANGUAGES.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(language))
                        .map(Map.Entry::getKey)
                        .toList();
        var found = words.next(0, names);
        return found == null ? language : text.substring(found.from(), found.to());
    }

    private String forEach(List<Clause> clauses, Each each, List<String> after) {
        var source = each.items().isEmpty() ? source(each, after) : null;
        var isListed = source != null && step(source).map() == null;
        if (source != null && isListed) {
            steps.computeIfPresent(source, (_, step) -> step.listing());
        }
        var type = clauses.getFirst().type();
        var id = id(type);
        var inner = new ArrayList<DraftStep>();
        for (var index = 0; index < clauses.size(); index++) {
            var clause = clauses.get(index);
            inner.add(
                    new DraftStep(
                            "%s_each_%d".formatted(id, index + 1),
                            clause.type(),
                            escaped(withObjects(clause)),
                            clause.text(),
                            null,
                            index == 0 ? List.of() : List.of("%s_each_%d".formatted(id, index)),
                            false,
                            null));
        }
        var waits = new LinkedHashSet<>(after);
        if (source != null) {
            waits.add(source);
        }
        var text = clauses.getFirst().text();
        put(
                new DraftStep(
                        id,
                        type,
                        escaped(text),
                        text,
                        null,
                        List.copyOf(waits),
                        false,
                        new Mapped(
                                each.noun(),
                                each.items().stream().limit(MOST_ITEMS).toList(),
                                source,
                                isListed,
                                List.copyOf(inner))));
        return id;
    }

    /** The step whose results are gone through; one that finds them where nobody has yet. */
    private String source(Each each, List<String> after) {
        var before = worked(after.isEmpty() ? last : after);
        if (!before.isEmpty()) {
            return before.getLast();
        }
        var noun = each.noun().isEmpty() ? task.text() : each.noun();
        return one(TaskType.EXTRACT, task.language().list(noun), List.of());
    }

    /** The same, and in place of approvals what they approve. */
    private List<String> worked(List<String> ids) {
        return ids.stream()
                .flatMap(
                        id ->
                                step(id).type() == TaskType.APPROVE
                                        ? worked(step(id).after()).stream()
                                        : Stream.of(id))
                .distinct()
                .toList();
    }

    /** A step for one call, or the same one that is there already. */
    private String one(TaskType type, String instruction, List<String> after) {
        var isAlone = after.isEmpty() && type.feeds() == Feeds.NOTHING;
        var key = type + "\n" + normal(instruction);
        var same = known.get(key);
        if (same == null) {
            same = known.get(key + "\n" + after);
        }
        if (same != null && (isAlone || step(same).after().equals(after))) {
            merged++;
            return same;
        }
        var id = id(type);
        known.put(isAlone ? key : key + "\n" + after, id);
        put(new DraftStep(id, type, escaped(instruction), instruction, null, after, false, null));
        return id;
    }

    private static String normal(String instruction) {
        return Words.fold(instruction).replaceAll("[\\p{P}\\s]+", " ").strip();
    }

    private void put(DraftStep step) {
        steps.put(step.id(), step);
        made.computeIfAbsent(step.type(), _ -> new ArrayList<>()).add(step.id());
    }

    private String id(TaskType type) {
        var count = counts.merge(type, 1, Integer::sum);
        return count == 1 ? type.id() : "%s_%d".formatted(type.id(), count);
    }

    private DraftStep step(String id) {
        var step = steps.get(id);
        if (step == null) {
            throw new IllegalStateException("No step " + id);
        }
        return step;
    }

    /** Of these, those that none of them waits for. */
    private List<String> leavesOf(Set<String> some) {
        var leaves = new LinkedHashSet<>(some);
        some.forEach(id -> leaves.removeAll(step(id).after()));
        return List.copyOf(leaves);
    }

    /** Text as a graph holds it: it has no expressions. */
    static String escaped(String text) {
        return text.replace("${", "$${");
    }
}
