package dev.baton.workflow;

import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works out of which type an expression is, and tells what cannot be computed with any value. The
 * checker of CEL knows no objects with members of their own, so names are dynamic to it, and the
 * functions' declarations are gone through here.
 */
final class CelTyping {

    private static final Map<String, List<CelOverloadDecl>> FUNCTIONS = functions();
    private static final Set<CelKind> HOLDING = EnumSet.of(CelKind.LIST, CelKind.MAP);
    private static final Set<CelKind> NUMBERS =
            EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.DOUBLE);

    /** What is bound where the expression stands. */
    interface Bound {

        ValueType type(String name);

        /** What a step gave. */
        ValueType result(String step);
    }

    /** Hears what is wrong. */
    interface Report {

        /**
         * @param arguments of the fault, the last being the letter of the expression
         */
        void found(Fault fault, Object... arguments);
    }

    private final CelAbstractSyntaxTree tree;
    private final Bound names;
    private final Report report;
    private final Map<String, ValueType> bound = new HashMap<>();

    private CelTyping(CelAbstractSyntaxTree tree, Bound names, Report report) {
        this.tree = tree;
        this.names = names;
        this.report = report;
    }

    static ValueType of(CelAbstractSyntaxTree tree, Bound names, Report report) {
        return new CelTyping(tree, names, report).of(tree.getExpr());
    }

    private static Map<String, List<CelOverloadDecl>> functions() {
        return Stream.of(
                        Stream.of(StandardFunction.values())
                                .filter(each -> !CelFunctions.NOT_DECLARED.contains(each))
                                .map(StandardFunction::functionDecl),
                        CelFunctions.TEXTS.functions().stream(),
                        CelFunctions.declarations().stream())
                .flatMap(each -> each)
                .collect(
                        Collectors.toMap(
                                CelFunctionDecl::name,
                                each -> List.copyOf(each.overloads()),
                                (one, other) ->
                                        Stream.concat(one.stream(), other.stream()).toList()));
    }

    private ValueType of(CelExpr part) {
        return switch (part.getKind()) {
            case CONSTANT -> constant(part.constant());
            case IDENT -> named(part.ident().name());
            case SELECT -> select(part);
            case CALL -> call(part);
            case LIST ->
                    ValueType.list(
                            part.list().elements().stream()
                                    .map(this::of)
                                    .reduce(ValueType.NEVER, ValueType::or));
            case MAP -> map(part);
            case COMPREHENSION -> comprehension(part.comprehension());
            default -> ValueType.ANY;
        };
    }

    private static ValueType constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case NULL_VALUE -> ValueType.NULL;
            case BOOLEAN_VALUE -> ValueType.TRUTH;
            case INT64_VALUE -> ValueType.WHOLE;
            case UINT64_VALUE -> ValueType.of(CelKind.UINT);
            case DOUBLE_VALUE -> ValueType.of(CelKind.DOUBLE);
            case STRING_VALUE -> ValueType.TEXT;
            case BYTES_VALUE -> ValueType.of(CelKind.BYTES);
            default -> ValueType.ANY;
        };
    }

    private ValueType named(String name) {
        var here = bound.get(name);
        return here == null ? names.type(name) : here;
    }

    private ValueType select(CelExpr part) {
        var select = part.select();
        if (select.testOnly()) {
            of(select.operand());
            return ValueType.TRUTH;
        }
        return member(part, select.operand(), select.field());
    }

    private ValueType member(CelExpr part, CelExpr of, String name) {
        if (of.getKind() == CelExpr.ExprKind.Kind.IDENT
                && of.ident().name().equals(Names.RESULTS)
                && !bound.containsKey(Names.RESULTS)) {
            return names.result(name);
        }
        var type = of(of);
        if (!type.mayBeOneOf(ValueType.OBJECT.kinds())) {
            if (!type.kinds().equals(ValueType.NULL.kinds())) {
                report.found(Fault.NO_MEMBERS, words(of), type.word(), name, letter(part));
            }
            return ValueType.ANY;
        }
        var member = type.member(name);
        if (member == null) {
            report.found(
                    Fault.NO_MEMBER_THERE,
                    words(of),
                    name,
                    Nearest.first(name, type.names()),
                    letter(part));
            return ValueType.ANY;
        }
        return member;
    }

    private ValueType call(CelExpr part) {
        var call = part.call();
        var given = new ArrayList<CelExpr>();
        call.target().ifPresent(given::add);
        given.addAll(call.args());
        if (call.function().equals("_[_]")) {
            return index(part, given.getFirst(), given.get(1));
        }
        var types = given.stream().map(this::of).toList();
        return switch (call.function()) {
            case "_?_:_" -> types.get(1).or(types.get(2));
            case "_==_", "_!=_" -> compared(part, types);
            case "@in", "in", "_in_" -> {
                if (!types.get(1).mayBeOneOf(HOLDING)) {
                    refuse(part, "in", types);
                }
                yield ValueType.TRUTH;
            }
            default -> function(part, call.function(), call.target().isPresent(), types);
        };
    }

    private ValueType index(CelExpr part, CelExpr of, CelExpr index) {
        if (index.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && index.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            return member(part, of, index.constant().stringValue());
        }
        var type = of(of);
        var at = of(index);
        if (!type.mayBeOneOf(HOLDING) || type.isList() && !at.mayBeOneOf(NUMBERS)) {
            refuse(part, "[]", List.of(type, at));
            return ValueType.ANY;
        }
        return type.isList() ? type.items() : ValueType.ANY;
    }

    /** What has nothing in common is never alike; whether something is null may always be asked. */
    private ValueType compared(CelExpr part, List<ValueType> types) {
        var one = types.getFirst();
        var other = types.get(1);
        if (!one.mayEqual(other)
                && !one.kinds().equals(ValueType.NULL.kinds())
                && !other.kinds().equals(ValueType.NULL.kinds())) {
            report.found(Fault.NEVER_ALIKE, one.word(), other.word(), letter(part));
        }
        return ValueType.TRUTH;
    }

    private ValueType function(CelExpr part, String name, boolean isMember, List<ValueType> types) {
        var known = FUNCTIONS.get(name);
        if (known == null) {
            return ValueType.ANY;
        }
        var fitting =
                known.stream()
                        .filter(each -> each.isInstanceFunction() == isMember)
                        .filter(each -> fits(each, types))
                        .toList();
        if (fitting.isEmpty()) {
            refuse(part, shown(name), types);
            return ValueType.ANY;
        }
        if (name.equals("_+_") && types.stream().allMatch(ValueType::isList)) {
            return types.getFirst().or(types.get(1));
        }
        return fitting.stream()
                .map(each -> result(each.resultType()))
                .reduce(ValueType.NEVER, ValueType::or);
    }

    private static boolean fits(CelOverloadDecl overload, List<ValueType> types) {
        var wanted = overload.parameterTypes();
        if (wanted.size() != types.size()) {
            return false;
        }
        for (var index = 0; index < wanted.size(); index++) {
            var kind = wanted.get(index).kind();
            if (!isAny(kind) && !types.get(index).mayBeOneOf(EnumSet.of(kind))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAny(CelKind kind) {
        return switch (kind) {
            case BOOL,
                    BYTES,
                    DOUBLE,
                    DURATION,
                    INT,
                    LIST,
                    MAP,
                    NULL_TYPE,
                    STRING,
                    TIMESTAMP,
                    UINT ->
                    false;
            default -> true;
        };
    }

    private static ValueType result(CelType type) {
        if (isAny(type.kind())) {
            return ValueType.ANY;
        }
        if (type.kind() == CelKind.LIST) {
            return ValueType.list(
                    type.parameters().isEmpty() ? null : result(type.parameters().getFirst()));
        }
        return ValueType.of(type.kind());
    }

    private ValueType map(CelExpr part) {
        var members = new LinkedHashMap<String, ValueType>();
        var isClosed = true;
        for (var entry : part.map().entries()) {
            var value = of(entry.value());
            of(entry.key());
            if (entry.key().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && entry.key().constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                members.put(entry.key().constant().stringValue(), value);
            } else {
                isClosed = false;
            }
        }
        return ValueType.object(members, isClosed);
    }

    /** A macro such as {@code map} or {@code exists}, written out as it was read. */
    private ValueType comprehension(CelExpr.CelComprehension each) {
        var range = of(each.iterRange());
        var item =
                range.isList()
                        ? range.items()
                        : range.kinds().equals(ValueType.OBJECT.kinds())
                                ? ValueType.TEXT
                                : ValueType.ANY;
        var begin = of(each.accuInit());
        var isPair = !each.iterVar2().isEmpty();
        return with(
                each.iterVar(),
                isPair ? ValueType.ANY : item,
                () ->
                        with(
                                isPair ? each.iterVar2() : each.iterVar(),
                                isPair ? ValueType.ANY : item,
                                () -> {
                                    var step =
                                            with(each.accuVar(), begin, () -> of(each.loopStep()));
                                    return with(
                                            each.accuVar(),
                                            begin.or(step),
                                            () -> of(each.result()));
                                }));
    }

    private interface Inside {
        ValueType type();
    }

    private ValueType with(String name, ValueType type, Inside inside) {
        var before = bound.put(name, type);
        try {
            return inside.type();
        } finally {
            if (before == null) {
                bound.remove(name);
            } else {
                bound.put(name, before);
            }
        }
    }

    private void refuse(CelExpr part, String function, List<ValueType> types) {
        report.found(
                Fault.NOT_FOR_THESE,
                function,
                types.stream().map(ValueType::word).collect(Collectors.joining(", ")),
                letter(part));
    }

    /** An operator as it is written. */
    private static String shown(String function) {
        return function.startsWith("_") || function.endsWith("_")
                ? function.replace("_", "")
                : function;
    }

    /** What is asked for a member, in the expression's own words as far as it has some. */
    private static String words(CelExpr part) {
        return switch (part.getKind()) {
            case IDENT -> part.ident().name();
            case SELECT -> words(part.select().operand()) + "." + part.select().field();
            case CALL ->
                    part.call().target().isPresent()
                            ? words(part.call().target().get())
                                    + "."
                                    + part.call().function()
                                    + "()"
                            : part.call().function().equals("_[_]")
                                    ? words(part.call().args().getFirst()) + "[…]"
                                    : "(…)";
            default -> "(…)";
        };
    }

    private int letter(CelExpr part) {
        var position = tree.getSource().getPositionsMap().get(part.id());
        return position == null ? 1 : position + 1;
    }
}
