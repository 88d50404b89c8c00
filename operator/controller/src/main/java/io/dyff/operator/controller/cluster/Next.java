package io.dyff.operator.controller.cluster;

import java.time.Duration;

/** When a resource wants its next pass, if nothing happens to it meanwhile. */
sealed interface Next {

    /** Never. */
    record Rest() implements Next {}

    /** After a while. */
    record After(Duration delay) implements Next {}

    /** After the wait that a failure costs. */
    record Again() implements Next {}
}
