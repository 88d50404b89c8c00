package io.dyff.operator.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;

/** A custom resource of the platform, whatever its kind. */
public abstract class DyffResource<S extends DyffSpec> extends CustomResource<S, WorkflowStatus>
        implements Namespaced {}
