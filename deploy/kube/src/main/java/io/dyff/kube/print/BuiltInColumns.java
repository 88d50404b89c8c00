package io.dyff.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of built-in kinds, as the real server prints them. */
final class BuiltInColumns {

    private static final Map<String, List<Column>> COLUMNS = Map.ofEntries(
            Map.entry(
                    "pods",
                    List.of(
                            Column.named(),
                            Column.text("Ready", "Ready containers of all.", (pod, now) -> PodCells.ready(pod)),
                            Column.text(
                                    "Status",
                                    "The aggregate status of the containers.",
                                    (pod, now) -> PodCells.status(pod)),
                            Column.text(
                                    "Restarts", "Restarts of all containers.", (pod, now) -> PodCells.restarts(pod)),
                            Column.age(),
                            Column.at("IP", "/status/podIP", "<none>").wide(),
                            Column.at("Node", "/spec/nodeName", "<none>").wide(),
                            Column.at("Nominated Node", "/status/nominatedNodeName", "<none>")
                                    .wide(),
                            Column.text("Readiness Gates", "", (pod, now) -> "<none>")
                                    .wide())),
            Map.entry(
                    "jobs.batch",
                    List.of(
                            Column.named(),
                            Column.text("Status", "The status of the job.", (job, now) -> jobStatus(job)),
                            Column.text(
                                    "Completions",
                                    "Succeeded pods of the wanted ones.",
                                    (job, now) ->
                                            job.path("status").path("succeeded").asInt() + "/"
                                                    + job.path("spec")
                                                            .path("completions")
                                                            .asInt(1)),
                            Column.text("Duration", "How long the job has been running.", BuiltInColumns::jobDuration),
                            Column.age(),
                            containers("Containers", "name").wide(),
                            containers("Images", "image").wide(),
                            selector("Selector").wide())),
            Map.entry(
                    "deployments.apps",
                    List.of(
                            Column.named(),
                            Column.text(
                                    "Ready",
                                    "Ready pods of the wanted ones.",
                                    (deployment, now) -> deployment
                                                    .path("status")
                                                    .path("readyReplicas")
                                                    .asInt() + "/"
                                            + deployment
                                                    .path("spec")
                                                    .path("replicas")
                                                    .asInt()),
                            number("Up-to-date", "/status/updatedReplicas"),
                            number("Available", "/status/availableReplicas"),
                            Column.age(),
                            containers("Containers", "name").wide(),
                            containers("Images", "image").wide(),
                            selector("Selector").wide())),
            Map.entry(
                    "replicasets.apps",
                    List.of(
                            Column.named(),
                            number("Desired", "/spec/replicas"),
                            number("Current", "/status/replicas"),
                            number("Ready", "/status/readyReplicas"),
                            Column.age(),
                            containers("Containers", "name").wide(),
                            containers("Images", "image").wide(),
                            selector("Selector").wide())),
            Map.entry(
                    "services",
                    List.of(
                            Column.named(),
                            Column.at("Type", "/spec/type", ""),
                            Column.at("Cluster-IP", "/spec/clusterIP", "<none>"),
                            Column.text("External-IP", "", (service, now) -> "<none>"),
                            Column.text("Port(s)", "", (service, now) -> ports(service)),
                            Column.age(),
                            Column.text(
                                            "Selector",
                                            "",
                                            (service, now) ->
                                                    pairs(service.path("spec").path("selector")))
                                    .wide())),
            Map.entry("namespaces", List.of(Column.named(), Column.at("Status", "/status/phase", ""), Column.age())),
            Map.entry(
                    "nodes",
                    List.of(
                            Column.named(),
                            Column.text("Status", "", (node, now) -> nodeStatus(node)),
                            Column.text("Roles", "", (node, now) -> "<none>"),
                            Column.age(),
                            Column.at("Version", "/status/nodeInfo/kubeletVersion", ""))),
            Map.entry("configmaps", List.of(Column.named(), size("Data", "data"), Column.age())),
            Map.entry(
                    "secrets",
                    List.of(Column.named(), Column.at("Type", "/type", ""), size("Data", "data"), Column.age())),
            Map.entry(
                    "events",
                    List.of(
                            Column.text(
                                    "Last Seen",
                                    "",
                                    (event, now) -> Ages.since(
                                            event.path("lastTimestamp").asText(""), now)),
                            Column.at("Type", "/type", ""),
                            Column.at("Reason", "/reason", ""),
                            Column.text(
                                    "Object",
                                    "",
                                    (event, now) -> event.at("/involvedObject/kind")
                                                    .asText()
                                                    .toLowerCase(java.util.Locale.ROOT)
                                            + "/"
                                            + event.at("/involvedObject/name").asText()),
                            Column.at("Message", "/message", ""))),
            Map.entry(
                    "endpoints",
                    List.of(Column.named(), Column.text("Endpoints", "", (e, now) -> addresses(e)), Column.age())),
            Map.entry(
                    "leases.coordination.k8s.io",
                    List.of(Column.named(), Column.at("Holder", "/spec/holderIdentity", ""), Column.age())),
            Map.entry(
                    "customresourcedefinitions.apiextensions.k8s.io",
                    List.of(Column.named(), Column.at("Created At", "/metadata/creationTimestamp", ""))));

    private BuiltInColumns() {}

    static List<Column> of(String resource) {
        return COLUMNS.getOrDefault(resource, List.of(Column.named(), Column.age()));
    }

    private static Column number(String name, String pointer) {
        return new Column(
                name,
                "integer",
                "",
                "",
                0,
                (object, now) -> com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.numberNode(
                        object.at(pointer).asInt()));
    }

    private static Column size(String name, String field) {
        return new Column(
                name,
                "string",
                "",
                "",
                0,
                (object, now) -> com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.numberNode(
                        object.path(field).size()));
    }

    private static Column containers(String name, String field) {
        return Column.text(
                name,
                "",
                (object, now) -> list(
                        object.at("/spec/template/spec/containers"),
                        container -> container.path(field).asText()));
    }

    private static Column selector(String name) {
        return Column.text(name, "", (object, now) -> pairs(object.at("/spec/selector/matchLabels")));
    }

    private static String list(JsonNode array, Function<JsonNode, String> text) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(text.apply(item)));
        return String.join(",", texts);
    }

    private static String pairs(JsonNode map) {
        String pairs = map.properties().stream()
                .map(e -> e.getKey() + "=" + e.getValue().asText())
                .sorted()
                .collect(Collectors.joining(","));
        return pairs.isEmpty() ? "<none>" : pairs;
    }

    private static String ports(JsonNode service) {
        String ports = list(
                service.at("/spec/ports"),
                port -> port.path("port").asText() + "/" + port.path("protocol").asText("TCP"));
        return ports.isEmpty() ? "<none>" : ports;
    }

    private static String addresses(JsonNode endpoints) {
        List<String> all = new ArrayList<>();
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode port : subset.path("ports")) {
                subset.path("addresses")
                        .forEach(a -> all.add(
                                a.path("ip").asText() + ":" + port.path("port").asText()));
            }
        }
        return all.isEmpty() ? "<none>" : String.join(",", all);
    }

    private static boolean isTrue(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static String jobStatus(JsonNode job) {
        if (isTrue(job, "Complete")) {
            return "Complete";
        } else if (isTrue(job, "Failed")) {
            return "Failed";
        } else if (job.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        } else if (isTrue(job, "Suspended")) {
            return "Suspended";
        }
        return isTrue(job, "FailureTarget")
                ? "FailureTarget"
                : isTrue(job, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
    }

    private static String jobDuration(JsonNode job, Instant now) {
        JsonNode status = job.path("status");
        return Ages.between(
                status.path("startTime").asText(""),
                status.path("completionTime").asText(""),
                now);
    }

    private static String nodeStatus(JsonNode node) {
        String ready = isTrue(node, "Ready") ? "Ready" : "NotReady";
        return node.at("/spec/unschedulable").asBoolean(false) ? ready + ",SchedulingDisabled" : ready;
    }
}
