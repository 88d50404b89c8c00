package io.dyff.operator.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Why a write cannot be done, however often it is tried. */
sealed interface Refusal {

    /** The API server will never accept it. */
    record Invalid(String message) implements Refusal {}

    /** The name belongs to this object, which is not ours; it may go one day. */
    record NameTaken(HasMetadata by) implements Refusal {}

    /** The resource that it is for is no more. */
    record Gone() implements Refusal {}
}
