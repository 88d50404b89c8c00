package io.dyff.operator.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/** A custom resource of the platform, whatever its kind. */
public interface DyffResource<S extends DyffSpec> extends HasMetadata {

    @Nullable S getSpec();

    @Nullable WorkflowStatus getStatus();

    void setStatus(WorkflowStatus status);
}
