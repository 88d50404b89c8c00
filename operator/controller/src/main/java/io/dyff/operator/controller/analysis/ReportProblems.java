package io.dyff.operator.controller.analysis;

import io.dyff.operator.api.Patterns;
import io.dyff.operator.api.Report;
import io.dyff.operator.api.ReportSpec;
import io.dyff.operator.controller.plan.SpecProblems;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what makes a report impossible to run, for what an API server let through. */
final class ReportProblems {

    private static final Pattern RUBRIC = Pattern.compile(Patterns.PYTHON_NAME);

    private ReportProblems() {}

    static Optional<String> find(Report report) {
        return SpecProblems.common(report, "-manifest").or(() -> find(Objects.requireNonNull(report.getSpec())));
    }

    private static Optional<String> find(ReportSpec spec) {
        if (spec.report() == null || !RUBRIC.matcher(spec.report()).matches()) {
            return Optional.of("spec.report: is no name of a Python class");
        }
        if (!SpecProblems.isId(spec.dataset()) || !SpecProblems.isId(spec.evaluation())) {
            return Optional.of("spec.dataset, spec.evaluation: must be 32 lower-case hexadecimal digits each");
        }
        List<String> modules = Objects.requireNonNullElse(spec.modules(), List.of());
        return modules.stream().allMatch(SpecProblems::isId)
                ? Optional.empty()
                : Optional.of("spec.modules: must be 32 lower-case hexadecimal digits each");
    }
}
