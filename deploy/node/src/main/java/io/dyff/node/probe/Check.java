package io.dyff.node.probe;

import java.time.Duration;

/** One way to look at a container. */
interface Check {

    /** Looks once, for at most the given time. */
    CheckResult look(Duration timeout) throws InterruptedException;
}
