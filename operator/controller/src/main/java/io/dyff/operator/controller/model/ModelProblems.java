package io.dyff.operator.controller.model;

import io.dyff.operator.api.Model;
import io.dyff.operator.api.ModelSource;
import io.dyff.operator.api.ModelSource.HuggingFaceHub;
import io.dyff.operator.api.Patterns;
import io.dyff.operator.controller.plan.SpecProblems;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what makes a model impossible to fetch, for what an API server let through. */
final class ModelProblems {

    private static final Pattern REPOSITORY = Pattern.compile(Patterns.REPOSITORY);
    private static final Pattern REVISION = Pattern.compile(Patterns.REVISION);

    private ModelProblems() {}

    static Optional<String> find(Model model) {
        return SpecProblems.common(model, "-manifest")
                .or(() -> find(Objects.requireNonNull(model.getSpec()).source()));
    }

    private static Optional<String> find(@Nullable ModelSource source) {
        if (source == null || source.kind() == null) {
            return Optional.of("spec.source.kind: is missing");
        }
        HuggingFaceHub hub = source.huggingFaceHub();
        if (hub == null) {
            return Optional.of("spec.source.huggingFaceHub: is missing");
        }
        if (hub.repoID() == null || !REPOSITORY.matcher(hub.repoID()).matches()) {
            return Optional.of("spec.source.huggingFaceHub.repoID: must be name or owner/name");
        }
        return hub.revision() == null || !REVISION.matcher(hub.revision()).matches()
                ? Optional.of("spec.source.huggingFaceHub.revision: must be a branch, a tag or a commit")
                : Optional.empty();
    }
}
