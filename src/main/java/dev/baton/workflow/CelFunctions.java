package dev.baton.workflow;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;

import java.util.ArrayList;
import java.util.List;

/**
 * Functions that expressions have: those of the language and some for texts. The ones whose cost
 * grows faster than what they are given are our own, which are paid before they begin.
 */
final class CelFunctions {

    static final List<StandardFunction> NOT_DECLARED =
            List.of(StandardFunction.CONTAINS, StandardFunction.MATCHES);
    static final List<CelStandardFunctions.StandardFunction> NOT_BOUND =
            List.of(
                    CelStandardFunctions.StandardFunction.CONTAINS,
                    CelStandardFunctions.StandardFunction.MATCHES);
    static final CelStringExtensions TEXTS =
            CelExtensions.strings(
                    Function.JOIN,
                    Function.SUBSTRING,
                    Function.TRIM,
                    Function.LOWER_ASCII,
                    Function.UPPER_ASCII);

    private static final int LARGEST_PATTERN = 1_000;

    /** A letter against an instruction of a pattern, compared to one against another letter. */
    private static final int DEAR = 64;

    private CelFunctions() {}

    static List<CelFunctionDecl> declarations() {
        var text = SimpleType.STRING;
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        "contains",
                        CelOverloadDecl.newMemberOverload(
                                "baton_contains", SimpleType.BOOL, text, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "matches",
                        CelOverloadDecl.newMemberOverload(
                                "baton_matches", SimpleType.BOOL, text, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "indexOf",
                        CelOverloadDecl.newMemberOverload(
                                "baton_index_of", SimpleType.INT, text, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "split",
                        CelOverloadDecl.newMemberOverload(
                                "baton_split", ListType.create(text), text, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "replace",
                        CelOverloadDecl.newMemberOverload(
                                "baton_replace", text, text, text, text)));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from(
                        "baton_contains", String.class, String.class, CelFunctions::contains),
                CelFunctionBinding.from(
                        "baton_matches", String.class, String.class, CelFunctions::matches),
                CelFunctionBinding.from(
                        "baton_index_of", String.class, String.class, CelFunctions::indexOf),
                CelFunctionBinding.from(
                        "baton_split", String.class, String.class, CelFunctions::split),
                CelFunctionBinding.from(
                        "baton_replace",
                        List.of(String.class, String.class, String.class),
                        given -> replace((String) given[0], (String) given[1], (String) given[2])));
    }

    private static boolean contains(String text, String part) {
        CelBudget.CURRENT.get().chargeProduct(text.length(), part.length());
        return text.contains(part);
    }

    private static long indexOf(String text, String part) {
        CelBudget.CURRENT.get().chargeProduct(text.length(), part.length());
        var at = text.indexOf(part);
        return at < 0 ? -1 : text.codePointCount(0, at);
    }

    private static boolean matches(String text, String pattern) {
        var budget = CelBudget.CURRENT.get();
        if (pattern.length() > LARGEST_PATTERN) {
            throw new CelBudget.Exhausted("a pattern is too large");
        }
        budget.charge(pattern.length());
        Pattern compiled;
        try {
            compiled = Pattern.compile(pattern);
        } catch (PatternSyntaxException invalid) {
            throw new ExpressionFailed("the pattern cannot be read: " + invalid.getMessage());
        }
        if (compiled.programSize() > LARGEST_PATTERN) {
            throw new CelBudget.Exhausted("a pattern is too large");
        }
        budget.chargeProduct(text.length(), DEAR * (long) compiled.programSize());
        return compiled.matcher(text).find();
    }

    private static List<String> split(String text, String by) {
        var budget = CelBudget.CURRENT.get();
        budget.chargeProduct(text.length(), by.length());
        if (by.isEmpty()) {
            throw new ExpressionFailed("split needs a text to split at");
        }
        var parts = new ArrayList<String>();
        var begin = 0;
        for (var at = text.indexOf(by); at >= 0; at = text.indexOf(by, begin)) {
            budget.charge(1);
            parts.add(text.substring(begin, at));
            begin = at + by.length();
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String replace(String text, String part, String by) {
        var budget = CelBudget.CURRENT.get();
        budget.chargeProduct(text.length(), part.length());
        if (part.isEmpty()) {
            throw new ExpressionFailed("replace needs a text to look for");
        }
        var times = 0L;
        for (var at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            times++;
        }
        CelBudget.checkLength(text.length() + times * (by.length() - (long) part.length()));
        return text.replace(part, by);
    }
}
