package io.dyff.kube.print;

import com.fasterxml.jackson.databind.JsonNode;

/** What the table of pods says about the containers. */
final class PodCells {

    private PodCells() {}

    static String ready(JsonNode pod) {
        int ready = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            ready += status.path("ready").asBoolean(false) ? 1 : 0;
        }
        return ready + "/" + pod.path("spec").path("containers").size();
    }

    static String restarts(JsonNode pod) {
        int restarts = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            restarts += status.path("restartCount").asInt();
        }
        return Integer.toString(restarts);
    }

    static String status(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        JsonNode status = pod.path("status");
        String shown = status.path("reason").asText("").isEmpty()
                ? status.path("phase").asText("Unknown")
                : status.path("reason").asText();
        for (JsonNode container : status.path("containerStatuses")) {
            JsonNode state = container.path("state");
            String waiting = state.path("waiting").path("reason").asText("");
            String terminated = state.path("terminated").path("reason").asText("");
            if (!waiting.isEmpty()) {
                shown = waiting;
            } else if (!terminated.isEmpty()) {
                shown = terminated;
            } else if (state.has("terminated")) {
                shown = "ExitCode:" + state.path("terminated").path("exitCode").asInt();
            }
        }
        return shown.equals("Succeeded") ? "Completed" : shown;
    }
}
