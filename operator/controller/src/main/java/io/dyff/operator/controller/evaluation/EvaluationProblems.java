package io.dyff.operator.controller.evaluation;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.EvaluationSpec;
import io.dyff.operator.api.InferenceInterface;
import io.dyff.operator.controller.plan.SpecProblems;
import io.dyff.operator.controller.session.TemplateProblems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what makes an evaluation impossible to run, for what an API server let through. */
final class EvaluationProblems {

    private EvaluationProblems() {}

    static Optional<String> find(Evaluation evaluation) {
        @Nullable EvaluationSpec spec = evaluation.getSpec();
        return SpecProblems.common(evaluation, "-verify").or(() -> find(spec));
    }

    private static Optional<String> find(EvaluationSpec spec) {
        if (!SpecProblems.isId(spec.dataset())) {
            return Optional.of("spec.dataset: must be 32 lower-case hexadecimal digits");
        }
        return interfaceProblem(spec.interfaceSpec()).or(() -> sessionProblem(spec));
    }

    private static Optional<String> interfaceProblem(@Nullable InferenceInterface interfaceSpec) {
        if (interfaceSpec == null) {
            return Optional.of("spec.interface: is missing");
        }
        if (interfaceSpec.endpoint() == null || interfaceSpec.endpoint().isBlank()) {
            return Optional.of("spec.interface.endpoint: is missing");
        }
        return interfaceSpec.outputSchema() == null
                ? Optional.of("spec.interface.outputSchema: is missing")
                : Optional.empty();
    }

    private static Optional<String> sessionProblem(EvaluationSpec spec) {
        String reference = spec.inferenceSessionReference();
        if ((spec.inferenceSession() == null) == (reference == null)) {
            return Optional.of("spec.inferenceSession, spec.inferenceSessionReference: exactly one must be set");
        }
        if (spec.inferenceSession() != null) {
            return TemplateProblems.find("spec.inferenceSession", spec.inferenceSession());
        }
        return SpecProblems.isId(reference)
                ? Optional.empty()
                : Optional.of("spec.inferenceSessionReference: must be 32 lower-case hexadecimal digits");
    }
}
