package io.dyff.operator.controller.evaluation;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.EvaluationSpec;
import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.InferenceSessionSpec;
import io.dyff.operator.api.SessionTemplate;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.plan.Children;
import io.dyff.operator.controller.plan.Hindrance;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.Part;
import io.dyff.operator.controller.plan.Progress;
import io.dyff.operator.controller.plan.Skeleton;
import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session that serves this evaluation alone; none when the evaluation refers to a running one. */
final class OwnSession implements Part<Evaluation> {

    @Override
    public Class<? extends HasMetadata> type() {
        return InferenceSession.class;
    }

    @Override
    public String component() {
        return "infer";
    }

    @Override
    public boolean needed(Evaluation evaluation) {
        return evaluation.getSpec().inferenceSession() != null;
    }

    @Override
    public HasMetadata desired(Evaluation evaluation) {
        EvaluationSpec spec = evaluation.getSpec();
        SessionTemplate template = Objects.requireNonNull(spec.inferenceSession());
        InferenceSession session = Skeleton.read(OwnSession.class, InferenceSession.class);
        session.setMetadata(Children.metadata(evaluation, component(), name(evaluation)));
        session.setSpec(InferenceSessionSpec.of(
                session.getSpec().id(), spec.account(), template, spec.securityContext(), spec.suspended()));
        return session;
    }

    @Override
    public Progress progress(Evaluation evaluation, Observed observed) {
        if (!needed(evaluation)) {
            return Progress.QUIET;
        }
        Optional<InferenceSession> session = session(evaluation, observed);
        Condition error = session.map(found -> Conditions.find(found.getStatus(), Conditions.ERROR))
                .orElse(null);
        if (error != null && "True".equals(error.getStatus())) {
            return Progress.failed("InferenceSession %s: %s".formatted(name(evaluation), error.getMessage()));
        }
        return serves(evaluation, observed)
                ? Progress.QUIET
                : session.flatMap(found -> hindrance(found.getStatus()))
                        .map(why -> Progress.running(
                                why.reason(), "InferenceSession %s: %s".formatted(name(evaluation), why.message())))
                        .orElseGet(() -> Progress.running(
                                Reason.SessionStarting,
                                "InferenceSession %s does not serve yet".formatted(name(evaluation))));
    }

    /** Whether it is there and serves, or none is needed. */
    boolean serves(Evaluation evaluation, Observed observed) {
        return !needed(evaluation)
                || session(evaluation, observed)
                        .filter(found -> Conditions.isTrue(found.getStatus(), Conditions.AVAILABLE))
                        .isPresent();
    }

    private Optional<InferenceSession> session(Evaluation evaluation, Observed observed) {
        return observed.get(InferenceSession.class, name(evaluation)).filter(found -> Children.owns(evaluation, found));
    }

    /** What keeps the session from serving, when it is known. */
    private static Optional<Hindrance> hindrance(@Nullable WorkflowStatus status) {
        return Optional.ofNullable(Conditions.find(status, Conditions.RECONCILING))
                .flatMap(condition -> Reason.hindering(condition.getReason())
                        .map(reason -> new Hindrance(reason, condition.getMessage())));
    }

    @Override
    public boolean drives() {
        return false;
    }

    @Override
    public boolean removedAfterwards(HasMetadata actual) {
        return true;
    }
}
