package io.dyff.routes.api.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.json.Json;
import io.dyff.routes.logs.Newest;
import io.dyff.routes.logs.WorkflowLogs;
import java.time.Clock;
import org.apache.camel.Variable;

/** Answers what the pods of an entity printed: the newest lines, by time. */
public final class LogsAnswer {
    private final WorkflowLogs logs;
    private final Clock clock;

    LogsAnswer(WorkflowLogs logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    /** The answer's {@code totalLines} counts what was found within the bounds of the request and of the storage. */
    public JsonNode answer(@Variable("call") ApiCall call, @Variable("row") EntityRow row) throws InterruptedException {
        call.requireChecked(row.id());
        LogsRequest request = LogsRequest.of(call.parameter("limit"), call.parameter("since"), clock.instant());
        Newest newest = logs.read(
                call.kind(), row.id(), row.status(), new WorkflowLogs.Wanted(request.limit(), request.since()));
        ObjectNode answer = Json.object();
        answer.putObject("workflow").put("kind", row.kind()).put("id", row.id());
        ArrayNode lines = answer.putArray("logs");
        newest.lines().forEach(line -> lines.add(line.toJson()));
        return answer.put("totalLines", newest.seen());
    }
}
