package io.dyff.routes.host.live;

import java.time.Duration;

/** A source that takes in what it is for only some time after it was started. */
public interface SlowStart {

    /** Waits until it does; false when it does not within that time. */
    boolean awaitWork(Duration bound) throws InterruptedException;
}
