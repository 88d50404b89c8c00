package io.dyff.operator.controller.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** One write to the cluster. */
public sealed interface Change {

    /** The object that is written. */
    HasMetadata object();

    /** Creates the object; whatever has its name already stays as it is. */
    record Create(HasMetadata object) implements Change {}

    /** Brings an object of ours, as it was found, to what is desired. */
    record Correct(HasMetadata object, HasMetadata found) implements Change {}

    /** Pauses a Job or lets it go on; nothing else of a Job can change. */
    record Suspend(Job object, boolean suspend) implements Change {}

    /** Deletes exactly this object and what it owns, never a successor of its name. */
    record Delete(HasMetadata object) implements Change {}
}
