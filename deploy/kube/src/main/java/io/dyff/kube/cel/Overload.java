package io.dyff.kube.cel;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One form of a function that Kubernetes adds to CEL: how it is called, and what it does. */
record Overload(String function, CelOverloadDecl declaration, CelFunctionBinding binding) {

    /** {@code function(parameter)}. */
    static <T> Overload global(String function, Kind<?> result, Kind<T> parameter, CelFunctionOverload.Unary<T> body) {
        String id = id(function, parameter);
        return new Overload(
                function,
                CelOverloadDecl.newGlobalOverload(id, result.type(), parameter.type()),
                CelFunctionBinding.from(id, parameter.form(), body));
    }

    /** {@code self.function()}. */
    static <T> Overload member(String function, Kind<?> result, Kind<T> self, CelFunctionOverload.Unary<T> body) {
        String id = id(function, self);
        return new Overload(
                function,
                CelOverloadDecl.newMemberOverload(id, result.type(), self.type()),
                CelFunctionBinding.from(id, self.form(), body));
    }

    /** {@code self.function(parameter)}. */
    static <A, B> Overload member(
            String function, Kind<?> result, Kind<A> self, Kind<B> parameter, CelFunctionOverload.Binary<A, B> body) {
        String id = id(function, self, parameter);
        return new Overload(
                function,
                CelOverloadDecl.newMemberOverload(id, result.type(), self.type(), parameter.type()),
                CelFunctionBinding.from(id, self.form(), parameter.form(), body));
    }

    /** {@code self.function(…)} with more parameters than one. */
    static Overload member(String function, Kind<?> result, List<Kind<?>> selfAndParameters, CelFunctionOverload body) {
        String id = id(function, selfAndParameters.toArray(Kind<?>[]::new));
        List<CelType> types = new ArrayList<>();
        List<Class<?>> forms = new ArrayList<>();
        for (Kind<?> kind : selfAndParameters) {
            types.add(kind.type());
            forms.add(kind.form());
        }
        return new Overload(
                function,
                CelOverloadDecl.newMemberOverload(id, result.type(), types),
                CelFunctionBinding.from(id, forms, body));
    }

    private static String id(String function, Kind<?>... kinds) {
        String parameters = Arrays.stream(kinds)
                .map(kind -> kind.type().name() + shapeOf(kind.type()))
                .collect(Collectors.joining("_"));
        return "kubernetes_" + function + "_" + parameters;
    }

    private static String shapeOf(CelType type) {
        return type.parameters().stream().map(each -> "_" + each.name()).collect(Collectors.joining());
    }
}
