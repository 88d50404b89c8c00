package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import java.util.regex.Pattern;

/** Events of the api: somebody waits for each, and the caller's trace goes on in them. */
public final class Events {
    private static final String SOURCE = "/dyff/api";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Events() {}

    public static WorkflowEvent of(ApiCall call, EventType type, JsonNode patch) {
        WorkflowEvent event = WorkflowEvent.of(call.id(), type, SOURCE, patch).with(Headers.AWAIT, "1");
        String trace = call.header("traceparent");
        return trace != null && TRACEPARENT.matcher(trace).matches() ? event.with(Headers.TRACEPARENT, trace) : event;
    }
}
