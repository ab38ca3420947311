package dev.baton.workflow;

import dev.baton.workflow.ScopeDraft.Spot;
import dev.baton.workflow.TextTemplate.Node;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a graph's expressions and templates, and remembers what they name. */
final class Expressions {

    private static final Pattern UNBOUND = Pattern.compile("undeclared reference to '([^']*)'.*");

    /**
     * A member of a bound object, named by an expression.
     *
     * @param spot null where no step's result may be named
     * @param isAskedFor whether all that is asked is if it is there
     */
    record Reference(
            Pointer pointer,
            @Nullable Spot spot,
            String object,
            String member,
            boolean isAskedFor) {}

    /** Checking one takes a fraction of a millisecond. */
    static final int MOST = 10_000;

    private final Findings findings;
    private int count;
    private final List<Reference> references = new ArrayList<>();
    private final List<Checked> checked = new ArrayList<>();
    private final Map<Expression, Checked> byExpression = new IdentityHashMap<>();

    /** By pointer, of what an expression may stand in, whether or not one does. */
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** By the names that are bound: few places differ in them. */
    private final Map<Set<String>, CelEnvironment> environments = new HashMap<>();

    Expressions(Findings findings) {
        this.findings = findings;
    }

    List<Reference> references() {
        return references;
    }

    /** Those that can be computed, as they were read. */
    List<Checked> checked() {
        return checked;
    }

    @Nullable Checked checked(Expression expression) {
        return byExpression.get(expression);
    }

    Map<String, Place> places() {
        return places;
    }

    /** Says what is bound within a member, also where nothing stands in it yet. */
    void enter(String pointer, Place place) {
        places.putIfAbsent(pointer, place);
    }

    private CelExpression ready(
            String text,
            CelAbstractSyntaxTree tree,
            Pointer pointer,
            Place place,
            Set<CelKind> kinds,
            @Nullable Fault otherwise) {
        var expression = CelEnvironment.expression(text, tree);
        var each = new Checked(pointer, place, expression, tree, kinds, otherwise);
        checked.add(each);
        byExpression.put(expression, each);
        return expression;
    }

    /**
     * Where an expression stands and what is bound there.
     *
     * @param arguments what is known of the arguments of a tool; nothing elsewhere
     */
    record Place(@Nullable Spot spot, Set<String> names, ValueType arguments) {

        Place(@Nullable Spot spot, Set<String> names) {
            this(spot, names, ValueType.ANY);
        }

        Place with(String... more) {
            var all = new TreeSet<>(names);
            all.addAll(Arrays.asList(more));
            return new Place(spot, all, arguments);
        }

        Place withArguments(ValueType type) {
            return new Place(spot, with("arguments").names, type);
        }
    }

    /**
     * An expression that can be computed.
     *
     * @param kinds that it must yield one of
     * @param otherwise what is found when it does not; null where anything will do
     */
    record Checked(
            Pointer pointer,
            Place place,
            CelExpression expression,
            CelAbstractSyntaxTree tree,
            Set<CelKind> kinds,
            @Nullable Fault otherwise) {}

    /** Null, with a finding, when it is none. */
    @Nullable Expression condition(Members members, String name, Place place) {
        return expression(
                members, name, place, EnumSet.of(CelKind.BOOL, CelKind.DYN), Fault.YIELDS_NO_TRUTH);
    }

    @Nullable Expression number(Members members, String name, Place place) {
        return expression(
                members,
                name,
                place,
                EnumSet.of(CelKind.INT, CelKind.DOUBLE, CelKind.DYN),
                Fault.YIELDS_NO_NUMBER);
    }

    @Nullable Expression list(Members members, String name, Place place) {
        return expression(
                members, name, place, EnumSet.of(CelKind.LIST, CelKind.DYN), Fault.YIELDS_NO_LIST);
    }

    @Nullable Expression any(Members members, String name, Place place) {
        return expression(members, name, place, EnumSet.allOf(CelKind.class), null);
    }

    private @Nullable Expression expression(
            Members members,
            String name,
            Place place,
            Set<CelKind> kinds,
            @Nullable Fault otherwise) {
        places.put(members.at(name), place);
        var text = members.text(name, CelEnvironment.LONGEST);
        if (text == null) {
            return null;
        }
        var pointer = members.at(name);
        if (text.strip().startsWith("${")) {
            findings.add(pointer, Fault.EXPRESSION_ALREADY);
            return null;
        }
        var tree = check(text, Pointer.of(pointer), place);
        if (tree == null) {
            return null;
        }
        if (otherwise != null && !kinds.contains(tree.getResultType().kind())) {
            findings.add(pointer, otherwise);
            return null;
        }
        return ready(text, tree, Pointer.of(pointer), place, kinds, otherwise);
    }

    /** Null when it is absent. */
    @Nullable Template template(Members members, String name, Place place) {
        places.put(members.at(name), place);
        return members.isWritten(name)
                ? templateOf(members.value(name), members.at(name), place)
                : null;
    }

    TextTemplate templateOf(@Nullable Object source, String pointer, Place place) {
        places.put(pointer, place);
        return new TextTemplate(source, node(source, Pointer.of(pointer), place));
    }

    private Node node(@Nullable Object source, Pointer pointer, Place place) {
        return switch (source) {
            case String text -> text(text, pointer, place);
            case List<?> list -> {
                var items = new ArrayList<Node>(list.size());
                for (var index = 0; index < list.size(); index++) {
                    items.add(node(list.get(index), pointer.at(index), place));
                }
                yield items.stream().allMatch(Node.Fixed.class::isInstance)
                        ? new Node.Fixed(fixed(items))
                        : new Node.Items(List.copyOf(items));
            }
            case Map<?, ?> map -> {
                var members = new LinkedHashMap<String, Node>();
                map.forEach(
                        (name, value) ->
                                members.put((String) name, node(value, pointer.at(name), place)));
                yield members.values().stream().allMatch(Node.Fixed.class::isInstance)
                        ? new Node.Fixed(fixed(members))
                        : new Node.Members(Collections.unmodifiableMap(members));
            }
            case null, default -> new Node.Fixed(source);
        };
    }

    /** Not as they were written: a text among them may have escaped what is no expression. */
    private static List<@Nullable Object> fixed(List<Node> items) {
        var list = new ArrayList<@Nullable Object>(items.size());
        items.forEach(item -> list.add(((Node.Fixed) item).value()));
        return Collections.unmodifiableList(list);
    }

    private static Map<String, @Nullable Object> fixed(Map<String, Node> members) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, member) -> map.put(name, ((Node.Fixed) member).value()));
        return Collections.unmodifiableMap(map);
    }

    private Node text(String text, Pointer pointer, Place place) {
        List<Object> parts;
        try {
            parts = TemplateText.split(text);
        } catch (TemplateText.Unclosed unclosed) {
            findings.add(pointer, Fault.UNCLOSED, unclosed.at() + 1);
            return new Node.Fixed(text);
        }
        var compiled = new ArrayList<Object>();
        for (var part : parts) {
            if (part instanceof TemplateText.Inside(var expression)) {
                var tree = check(expression, pointer, place);
                if (tree == null) {
                    return new Node.Mixed(List.of(text));
                }
                compiled.add(
                        ready(
                                expression.strip(),
                                tree,
                                pointer,
                                place,
                                EnumSet.allOf(CelKind.class),
                                null));
            } else {
                compiled.add(part);
            }
        }
        if (compiled.size() == 1) {
            return compiled.getFirst() instanceof CelExpression only
                    ? new Node.Whole(only)
                    : new Node.Fixed(compiled.getFirst());
        }
        return compiled.isEmpty() ? new Node.Fixed("") : new Node.Mixed(List.copyOf(compiled));
    }

    private @Nullable CelAbstractSyntaxTree check(String text, Pointer pointer, Place place) {
        if (++count > MOST) {
            if (count == MOST + 1) {
                findings.add(pointer, Fault.EXPRESSIONS, MOST);
            }
            return null;
        }
        if (text.isBlank()) {
            findings.add(pointer, Fault.NO_EXPRESSION);
            return null;
        }
        if (text.length() > CelEnvironment.LONGEST) {
            findings.add(pointer, Fault.EXPRESSION_LENGTH, CelEnvironment.LONGEST);
            return null;
        }
        try {
            var tree =
                    environments
                            .computeIfAbsent(place.names(), CelEnvironment::new)
                            .check(text.strip());
            CelTree.named(tree).stream()
                    .distinct()
                    .forEach(
                            named ->
                                    references.add(
                                            new Reference(
                                                    pointer,
                                                    place.spot(),
                                                    named.object(),
                                                    named.member(),
                                                    named.isAskedFor())));
            return tree;
        } catch (CelValidationException invalid) {
            invalid.getErrors().stream()
                    .limit(3)
                    .forEach(error -> found(error.getMessage(), pointer, place));
            return null;
        } catch (StackOverflowError deep) {
            findings.add(pointer, Fault.EXPRESSION_DEPTH);
            return null;
        }
    }

    private void found(String message, Pointer pointer, Place place) {
        var unbound = UNBOUND.matcher(message);
        if (unbound.matches()) {
            findings.add(
                    pointer, Fault.UNBOUND, unbound.group(1), String.join(", ", place.names()));
        } else {
            findings.add(pointer, Fault.BAD_EXPRESSION, brief(message));
        }
    }

    private static String brief(String message) {
        var first = message.replaceFirst(" \\(candidates: .*", "").strip();
        return first.length() > 200 ? first.substring(0, 200) + "…" : first;
    }
}
