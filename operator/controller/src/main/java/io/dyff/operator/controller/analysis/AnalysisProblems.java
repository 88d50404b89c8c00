package io.dyff.operator.controller.analysis;

import io.dyff.operator.api.Analysis;
import io.dyff.operator.api.AnalysisInput;
import io.dyff.operator.api.AnalysisSpec;
import io.dyff.operator.api.Patterns;
import io.dyff.operator.controller.plan.SpecProblems;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what makes an analysis impossible to run, for what an API server let through. */
final class AnalysisProblems {

    private static final Pattern IMAGE = Pattern.compile(Patterns.IMAGE);

    private AnalysisProblems() {}

    static Optional<String> find(Analysis analysis) {
        return SpecProblems.common(analysis, "-manifest").or(() -> find(Objects.requireNonNull(analysis.getSpec())));
    }

    private static Optional<String> find(AnalysisSpec spec) {
        if (spec.output() == null) {
            return Optional.of("spec.output: is missing");
        }
        if (spec.image() == null || !IMAGE.matcher(spec.image()).matches()) {
            return Optional.of("spec.image: is no name of an image");
        }
        if (list(spec.data()).stream().noneMatch(data -> "analysis".equals(data.key()))) {
            return Optional.of("spec.data: holds no document named analysis");
        }
        return ids(spec);
    }

    private static Optional<String> ids(AnalysisSpec spec) {
        for (AnalysisInput input : list(spec.inputs())) {
            if (input.kind() == null || !SpecProblems.isId(input.entity())) {
                return Optional.of("spec.inputs: each needs a kind and an entity of 32 lower-case hexadecimal digits");
            }
        }
        return list(spec.modules()).stream().allMatch(SpecProblems::isId)
                ? Optional.empty()
                : Optional.of("spec.modules: must be 32 lower-case hexadecimal digits each");
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
