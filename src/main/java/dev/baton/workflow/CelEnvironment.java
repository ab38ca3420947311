package dev.baton.workflow;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;

import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles expressions against the names that are bound where they stand. There is no clock and no
 * chance in them: the same values give the same result whenever a run is followed again.
 */
final class CelEnvironment {

    static final int LONGEST = 8_000;
    private static final int MOST_ROUNDS = 200_000;
    private static final int LARGEST_PATTERN = 1_000;

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(LONGEST)
                    .comprehensionMaxIterations(MOST_ROUNDS)
                    .maxRegexProgramSize(LARGEST_PATTERN)
                    .evaluateCanonicalTypesToNativeValues(true)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .setStandardEnvironmentEnabled(false)
                    .setStandardFunctions(
                            CelStandardFunctions.newBuilder()
                                    .excludeFunctions(CelFunctions.NOT_BOUND)
                                    .build())
                    .addLibraries(CelFunctions.TEXTS)
                    .addFunctionBindings(CelFunctions.bindings())
                    .build();

    private final CelCompiler compiler;

    CelEnvironment(Set<String> names) {
        var builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .setStandardEnvironmentEnabled(false)
                        .setStandardDeclarations(
                                CelStandardDeclarations.newBuilder()
                                        .excludeFunctions(CelFunctions.NOT_DECLARED)
                                        .build())
                        .addLibraries(CelFunctions.TEXTS)
                        .addFunctionDeclarations(CelFunctions.declarations());
        new TreeSet<>(names).forEach(name -> builder.addVar(name, SimpleType.DYN));
        this.compiler = builder.build();
    }

    /**
     * @throws CelValidationException when it is not one, or names what is not bound
     */
    CelAbstractSyntaxTree check(String text) throws CelValidationException {
        return compiler.compile(text).getAst();
    }

    static CelExpression expression(String text, CelAbstractSyntaxTree tree) {
        try {
            return new CelExpression(text, RUNTIME.createProgram(tree), tree);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("A checked expression cannot be run: " + text, e);
        }
    }
}
