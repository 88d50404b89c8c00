package io.dyff.kube.print;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The cells of built-in kinds that no path can find: the functions that built-in-columns.yaml names. */
final class Cells {

    /** Computes a cell of what its column's path found, or of the whole object when the column has none. */
    interface Cell {
        JsonNode of(JsonNode found, Instant now);
    }

    private static final Map<String, Cell> CELLS = Map.ofEntries(
            Map.entry("age", (time, now) -> new TextNode(Ages.since(time.asText(), now))),
            Map.entry("size", (map, now) -> new IntNode(map.size())),
            text("pairs", Cells::pairs),
            text("podReady", Cells::podReady),
            text("podStatus", Cells::podStatus),
            text("podRestarts", Cells::podRestarts),
            text("jobStatus", Cells::jobStatus),
            text(
                    "jobCompletions",
                    job -> number(job, "/status/succeeded", 0) + "/" + number(job, "/spec/completions", 1)),
            Map.entry("jobDuration", Cells::jobDuration),
            text(
                    "deploymentReady",
                    it -> number(it, "/status/readyReplicas", 0) + "/" + number(it, "/spec/replicas", 0)),
            text("servicePorts", Cells::servicePorts),
            text("nodeStatus", Cells::nodeStatus),
            text("eventObject", Cells::eventObject),
            text("endpointAddresses", Cells::endpointAddresses));

    private Cells() {}

    /** @throws IllegalArgumentException when there is no cell of the name */
    static Cell named(String name) {
        return Optional.ofNullable(CELLS.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no cell called " + name));
    }

    private static Map.Entry<String, Cell> text(String name, Function<JsonNode, String> cell) {
        return Map.entry(name, (found, now) -> new TextNode(cell.apply(found)));
    }

    private static int number(JsonNode object, String pointer, int absent) {
        return object.at(pointer).asInt(absent);
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }

    private static String pairs(JsonNode map) {
        return orNone(map.properties().stream()
                .map(each -> each.getKey() + "=" + each.getValue().asText())
                .sorted()
                .collect(joining(",")));
    }

    private static String podReady(JsonNode pod) {
        long ready = items(pod.at("/status/containerStatuses"))
                .filter(status -> status.path("ready").asBoolean(false))
                .count();
        return ready + "/" + pod.at("/spec/containers").size();
    }

    private static String podRestarts(JsonNode pod) {
        return Integer.toString(items(pod.at("/status/containerStatuses"))
                .mapToInt(status -> status.path("restartCount").asInt())
                .sum());
    }

    private static String podStatus(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        JsonNode status = pod.path("status");
        String whole = status.path("reason").asText("").isEmpty()
                ? status.path("phase").asText("Unknown")
                : status.path("reason").asText();
        String shown = items(status.path("containerStatuses"))
                .map(container -> containerStatus(container.path("state")))
                .filter(text -> !text.isEmpty())
                .reduce(whole, (before, last) -> last);
        return shown.equals("Succeeded") ? "Completed" : shown;
    }

    /** Why a container does not run; empty when it does. */
    private static String containerStatus(JsonNode state) {
        String reason = state.at("/waiting/reason")
                .asText(state.at("/terminated/reason").asText(""));
        return reason.isEmpty() && state.has("terminated")
                ? "ExitCode:" + state.at("/terminated/exitCode").asInt()
                : reason;
    }

    private static boolean isTrue(JsonNode object, String type) {
        return items(object.at("/status/conditions"))
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst()
                .filter(condition -> condition.path("status").asText().equals("True"))
                .isPresent();
    }

    private static String jobStatus(JsonNode job) {
        Function<Stream<String>, Optional<String>> first =
                types -> types.filter(type -> isTrue(job, type)).findFirst();
        return first.apply(Stream.of("Complete", "Failed"))
                .or(() -> job.path("metadata").has("deletionTimestamp") ? Optional.of("Terminating") : Optional.empty())
                .or(() -> first.apply(Stream.of("Suspended", "FailureTarget", "SuccessCriteriaMet")))
                .orElse("Running");
    }

    private static JsonNode jobDuration(JsonNode job, Instant now) {
        return new TextNode(Ages.between(
                job.at("/status/startTime").asText(""),
                job.at("/status/completionTime").asText(""),
                now));
    }

    private static String servicePorts(JsonNode service) {
        return orNone(items(service.at("/spec/ports"))
                .map(port ->
                        port.path("port").asText() + "/" + port.path("protocol").asText("TCP"))
                .collect(joining(",")));
    }

    private static String nodeStatus(JsonNode node) {
        String ready = isTrue(node, "Ready") ? "Ready" : "NotReady";
        return node.at("/spec/unschedulable").asBoolean(false) ? ready + ",SchedulingDisabled" : ready;
    }

    private static String eventObject(JsonNode event) {
        JsonNode object = event.path("involvedObject");
        return object.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                + object.path("name").asText();
    }

    private static String endpointAddresses(JsonNode endpoints) {
        return orNone(items(endpoints.path("subsets"))
                .flatMap(subset -> items(subset.path("ports"))
                        .flatMap(port -> items(subset.path("addresses"))
                                .map(address -> address.path("ip").asText() + ":"
                                        + port.path("port").asText())))
                .collect(joining(",")));
    }
}
