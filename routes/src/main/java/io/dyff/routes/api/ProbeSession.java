package io.dyff.routes.api;

import io.dyff.routes.bytes.SessionClient;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.problem.Problem;
import org.apache.camel.Exchange;

/** Answers whether a session takes requests: 200 when it says so itself, else 503. */
final class ProbeSession {
    private final SessionClient sessions;

    ProbeSession(SessionClient sessions) {
        this.sessions = sessions;
    }

    public void probe(Exchange exchange) throws InterruptedException {
        ApiCall call = new ApiCall(exchange);
        EntityRow row = call.variable("row", EntityRow.class);
        if (!Statuses.isLive(row.status()) || !sessions.isReady(row.id())) {
            throw Problem.retryLater(503, "the session is not ready", 1).exception();
        }
        Answers.ok(exchange, Json.object().put("ready", true));
    }
}
