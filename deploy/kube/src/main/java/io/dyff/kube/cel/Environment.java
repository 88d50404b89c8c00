package io.dyff.kube.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CEL as Kubernetes speaks it: the language, the extensions that it switches on, and its own functions.
 *
 * <p>To load it costs time and memory, so nothing touches this class before there is a rule.
 */
final class Environment {

    static final String SELF = "self";
    static final String OLD_SELF = "oldSelf";

    /** About as much as the cost limit of a call leaves the real server, whose limit counts operations. */
    private static final int MOST_ITERATIONS = 300_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final Map<String, List<Overload>> FUNCTIONS = Stream.of(
                    QuantityFunctions.all(),
                    TextFunctions.all(),
                    ListFunctions.all(),
                    UrlFunctions.all(),
                    AddressFunctions.all())
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Overload::function, LinkedHashMap::new, Collectors.toList()));

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME = runtime();

    private Environment() {}

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.bindings(),
                        CelExtensions.comprehensions(),
                        CelExtensions.sets(OPTIONS));
        FUNCTIONS.forEach((name, overloads) -> builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                name, overloads.stream().map(Overload::declaration).toArray(CelOverloadDecl[]::new))));
        return builder.build();
    }

    private static CelRuntime runtime() {
        CelRuntimeBuilder builder = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.comprehensions(),
                        CelExtensions.sets(OPTIONS));
        FUNCTIONS.forEach((name, overloads) -> builder.addFunctionBindings(CelFunctionBinding.fromOverloads(
                name, overloads.stream().map(Overload::binding).toArray(CelFunctionBinding[]::new))));
        return builder.build();
    }

    /** For the rules of a node of that type. */
    static CelCompiler compiler(CelTypeProvider types, CelType self, boolean optionalOldSelf) {
        return COMPILER.toCompilerBuilder()
                .setTypeProvider(types)
                .addVar(SELF, self)
                .addVar(OLD_SELF, optionalOldSelf ? OptionalType.create(self) : self)
                .build();
    }

    /** For the expressions of policies. */
    static CelCompiler policyCompiler() {
        CelCompilerBuilder builder = COMPILER.toCompilerBuilder();
        for (String name : List.of("object", "oldObject", "request", "params", "namespaceObject", "variables")) {
            builder.addVar(name, SimpleType.DYN);
        }
        return builder.build();
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree expression) throws CelEvaluationException {
        return RUNTIME.createProgram(expression);
    }
}
