package io.dyff.operator.controller.workflow;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** One write to the cluster. */
public sealed interface Change {

    /** The object that is written. */
    HasMetadata object();

    /** Creates the object or corrects it, by server-side apply. */
    record Apply(HasMetadata object) implements Change {}

    /** Pauses a Job or lets it go on; nothing else of a Job can change. */
    record Suspend(Job object, boolean suspend) implements Change {}

    /** Deletes the object and what it owns. */
    record Delete(HasMetadata object) implements Change {}
}
