package io.dyff.routes.api.edit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.erase.Leftovers;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import org.apache.camel.Variable;

/**
 * Erases a deleted entity for good. Its files go before its state, so that the request can be repeated as long as it has not
 * come to its end; they go once more afterwards, as a program may just have written.
 */
public final class Forgetting {
    private static final String FORGOTTEN = "Forgotten";
    private static final int RETRY_SECONDS = 5;
    private final Leftovers leftovers;

    public Forgetting(Leftovers leftovers) {
        this.leftovers = leftovers;
    }

    /** Deletes its files; answers the event that ends its state. */
    public WorkflowEvent begin(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        call.requireChecked(row.id());
        if (!row.status().equals(Statuses.DELETED)) {
            throw Problem.of(409, "the entity is " + row.status() + "; delete it first")
                    .exception();
        }
        if (leftovers.stand(row.id()).isInCluster()) {
            throw Problem.retryLater(
                            503,
                            "what it has in the cluster is still being removed; nothing was written",
                            RETRY_SECONDS)
                    .exception();
        }
        leftovers.deleteFiles(row.id());
        return call.event(EventType.FORGOTTEN, Json.object());
    }

    /** Deletes what lies beside its state, and answers that it is no more. */
    public JsonNode end(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        call.requireChecked(row.id());
        leftovers.deleteRows(row.id());
        leftovers.deleteFiles(row.id());
        return Json.object().put("status", FORGOTTEN);
    }
}
