package io.dyff.routes.api;

import io.dyff.routes.problem.Problem;
import java.time.Duration;
import org.apache.camel.Exchange;

/** Refuses new writes while earlier ones wait too long to become visible: nothing is written, the client tries again. */
final class AdmitWrite {
    private static final Duration OVERLOADED = Duration.ofSeconds(1);
    private final Visibility visibility;

    AdmitWrite(Visibility visibility) {
        this.visibility = visibility;
    }

    public void admit(Exchange exchange) {
        if (visibility.oldestWait().compareTo(OVERLOADED) > 0) {
            throw Problem.retryLater(429, "the platform is busy; nothing was written", 1)
                    .exception();
        }
    }
}
