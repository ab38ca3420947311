package dev.baton.workflow;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What stands in a checked expression. */
final class CelTree {

    private static final Set<String> LOOK_AT_THE_WHOLE =
            Set.of("_==_", "_!=_", "@in", "_in_", "in");

    /**
     * A member of a bound object that an expression names: {@code results.search}.
     *
     * @param isAskedFor whether all that is asked is if it is there
     */
    record Named(String object, String member, boolean isAskedFor) {}

    private CelTree() {}

    /** Ids of the parts that are compared as a whole, whatever they hold. */
    static Set<Long> compared(CelAbstractSyntaxTree tree) {
        var ids = new HashSet<Long>();
        visit(
                tree.getExpr(),
                part -> {
                    if (part.getKind() == CelExpr.ExprKind.Kind.CALL
                            && LOOK_AT_THE_WHOLE.contains(part.call().function())) {
                        part.call().args().forEach(each -> ids.add(each.id()));
                    }
                });
        return Set.copyOf(ids);
    }

    /**
     * Ids of the parts whose value is the list that a comprehension is gathering: it is not copied
     * at each item, and not paid for again.
     */
    static Set<Long> gathering(CelAbstractSyntaxTree tree) {
        var ids = new HashSet<Long>();
        visit(
                tree.getExpr(),
                part -> {
                    if (part.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
                        gathering(part.comprehension().loopStep(), ids);
                    }
                });
        return Set.copyOf(ids);
    }

    private static void gathering(CelExpr step, Set<Long> ids) {
        ids.add(step.id());
        if (step.getKind() == CelExpr.ExprKind.Kind.CALL) {
            var arguments = step.call().args();
            switch (step.call().function()) {
                case "_+_" -> ids.add(arguments.getFirst().id());
                case "_?_:_" -> {
                    gathering(arguments.get(1), ids);
                    gathering(arguments.get(2), ids);
                }
                default -> {}
            }
        }
    }

    static List<Named> named(CelAbstractSyntaxTree tree) {
        var named = new ArrayList<Named>();
        visit(
                tree.getExpr(),
                part -> {
                    if (part.getKind() == CelExpr.ExprKind.Kind.SELECT) {
                        var of = part.select().operand();
                        if (of.getKind() == CelExpr.ExprKind.Kind.IDENT) {
                            named.add(
                                    new Named(
                                            of.ident().name(),
                                            part.select().field(),
                                            part.select().testOnly()));
                        }
                    } else if (isIndex(part)) {
                        named.add(
                                new Named(
                                        part.call().args().getFirst().ident().name(),
                                        part.call().args().get(1).constant().stringValue(),
                                        false));
                    }
                });
        return named;
    }

    private static boolean isIndex(CelExpr part) {
        return part.getKind() == CelExpr.ExprKind.Kind.CALL
                && part.call().function().equals("_[_]")
                && part.call().args().getFirst().getKind() == CelExpr.ExprKind.Kind.IDENT
                && part.call().args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && part.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static void visit(CelExpr part, Consumer<CelExpr> visitor) {
        visitor.accept(part);
        children(part).forEach(each -> visit(each, visitor));
    }

    private static Stream<CelExpr> children(CelExpr part) {
        return switch (part.getKind()) {
            case SELECT -> Stream.of(part.select().operand());
            case CALL -> Stream.concat(part.call().target().stream(), part.call().args().stream());
            case LIST -> part.list().elements().stream();
            case MAP ->
                    part.map().entries().stream()
                            .flatMap(each -> Stream.of(each.key(), each.value()));
            case COMPREHENSION ->
                    Stream.of(
                            part.comprehension().iterRange(),
                            part.comprehension().accuInit(),
                            part.comprehension().loopCondition(),
                            part.comprehension().loopStep(),
                            part.comprehension().result());
            default -> Stream.empty();
        };
    }
}
