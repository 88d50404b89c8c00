package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of the built-in kinds, as far as controllers and kubectl depend on them. */
final class BuiltInRules {

    private BuiltInRules() {}

    static Map<String, KindRules> all() {
        return Map.of(
                "pods", new Pods(),
                "jobs.batch", new Jobs(),
                "deployments.apps", new Selecting(),
                "replicasets.apps", new Selecting(),
                "services", new Services(),
                "secrets", new Secrets(),
                "namespaces", new Namespaces());
    }

    private static boolean changed(JsonNode before, JsonNode after, String pointer) {
        return !Json.same(before.at(pointer), after.at(pointer));
    }

    private static Cause immutable(String field) {
        return Cause.invalid(field, "(changed)", "field is immutable");
    }

    /** Pods and the templates of pods. */
    static final class Pods implements KindRules {

        @Override
        public void prepare(ObjectNode pod) {
            prepareSpec(pod.path("spec"));
        }

        static void prepareSpec(JsonNode spec) {
            for (String list : List.of("containers", "initContainers")) {
                for (JsonNode container : spec.path(list)) {
                    String image = container.path("image").asText("");
                    if (container instanceof ObjectNode object && !object.has("imagePullPolicy") && !image.isEmpty()) {
                        boolean fixed = image.contains("@")
                                || image.substring(image.lastIndexOf('/') + 1).contains(":");
                        object.put("imagePullPolicy", fixed && !image.endsWith(":latest") ? "IfNotPresent" : "Always");
                    }
                }
            }
        }

        @Override
        public void begin(ObjectNode pod) {
            ObjectNode status = pod.putObject("status");
            status.put("phase", "Pending").put("qosClass", "BestEffort");
        }

        @Override
        public boolean statusWritesMetadata() {
            return true;
        }

        @Override
        public List<Cause> validate(ObjectNode pod) {
            List<Cause> causes = new ArrayList<>();
            validateSpec(pod.path("spec"), "spec", causes);
            return causes;
        }

        static void validateSpec(JsonNode spec, String path, List<Cause> causes) {
            if (spec.path("containers").isEmpty()) {
                causes.add(new Cause("FieldValueRequired", path + ".containers", "Required value"));
            }
            for (int i = 0; i < spec.path("containers").size(); i++) {
                if (spec.path("containers").get(i).path("image").asText("").isEmpty()) {
                    causes.add(
                            new Cause("FieldValueRequired", path + ".containers[" + i + "].image", "Required value"));
                }
            }
        }

        @Override
        public List<Cause> validateChange(JsonNode before, JsonNode after) {
            ObjectNode was = before.path("spec").deepCopy();
            ObjectNode is = after.path("spec").deepCopy();
            for (ObjectNode spec : List.of(was, is)) {
                spec.remove(List.of(
                        "activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations", "schedulingGates"));
                for (String list : List.of("containers", "initContainers")) {
                    spec.path(list).forEach(container -> ((ObjectNode) container).remove("image"));
                }
            }
            if (before.path("spec").path("nodeName").asText("").isEmpty()) {
                was.remove("nodeName");
                is.remove("nodeName");
            }
            return Json.same(was, is)
                    ? List.of()
                    : List.of(new Cause(
                            "FieldValueForbidden",
                            "spec",
                            "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
                                    + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`,"
                                    + "`spec.terminationGracePeriodSeconds`"));
        }
    }

    /** Jobs select their pods by labels that carry the Job's uid. */
    static final class Jobs implements KindRules {

        @Override
        public void prepare(ObjectNode job) {
            ObjectNode spec = Json.child(job, "spec");
            if (!spec.has("completions") && !spec.has("parallelism")) {
                spec.put("completions", 1);
            }
            if (!spec.has("parallelism")) {
                spec.put("parallelism", 1);
            }
            if (!spec.has("podReplacementPolicy")) {
                spec.put("podReplacementPolicy", spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
            }
            Pods.prepareSpec(spec.path("template").path("spec"));
        }

        @Override
        public void begin(ObjectNode job) {
            ObjectNode spec = Json.child(job, "spec");
            if (spec.path("manualSelector").asBoolean(false)) {
                return;
            }
            String uid = job.path("metadata").path("uid").asText();
            String name = job.path("metadata").path("name").asText();
            ObjectNode labels = Json.child(Json.child(Json.child(spec, "template"), "metadata"), "labels");
            labels.put("batch.kubernetes.io/controller-uid", uid)
                    .put("batch.kubernetes.io/job-name", name)
                    .put("controller-uid", uid)
                    .put("job-name", name);
            Json.child(Json.child(spec, "selector"), "matchLabels").put("batch.kubernetes.io/controller-uid", uid);
        }

        @Override
        public List<Cause> validate(ObjectNode job) {
            List<Cause> causes = new ArrayList<>();
            JsonNode spec = job.path("spec").path("template").path("spec");
            Pods.validateSpec(spec, "spec.template.spec", causes);
            String restart = spec.path("restartPolicy").asText();
            if (!restart.equals("Never") && !restart.equals("OnFailure")) {
                causes.add(new Cause(
                        "FieldValueNotSupported",
                        "spec.template.spec.restartPolicy",
                        "Unsupported value: \"" + restart + "\": supported values: \"OnFailure\", \"Never\""));
            }
            if (job.path("spec").has("podFailurePolicy") && !restart.equals("Never")) {
                causes.add(Cause.invalid(
                        "spec.template.spec.restartPolicy",
                        "\"" + restart + "\"",
                        "only \"Never\" is supported when podFailurePolicy is specified"));
            }
            return causes;
        }

        @Override
        public List<Cause> validateChange(JsonNode before, JsonNode after) {
            List<Cause> causes = new ArrayList<>();
            for (String field : List.of("template", "completions", "selector", "podFailurePolicy", "completionMode")) {
                boolean suspended = before.path("spec").path("suspend").asBoolean(false);
                if (changed(before, after, "/spec/" + field) && !(suspended && field.equals("template"))) {
                    causes.add(immutable("spec." + field));
                }
            }
            return causes;
        }
    }

    /** Deployments and ReplicaSets: the selector must match the template, and stays. */
    static final class Selecting implements KindRules {

        @Override
        public void prepare(ObjectNode object) {
            JsonNode strategy = object.path("spec").path("strategy");
            if (strategy.path("type").asText().equals("RollingUpdate") && !strategy.has("rollingUpdate")) {
                Json.child((ObjectNode) strategy, "rollingUpdate")
                        .put("maxUnavailable", "25%")
                        .put("maxSurge", "25%");
            }
            Pods.prepareSpec(object.path("spec").path("template").path("spec"));
        }

        @Override
        public List<Cause> validate(ObjectNode object) {
            List<Cause> causes = new ArrayList<>();
            JsonNode spec = object.path("spec");
            Pods.validateSpec(spec.path("template").path("spec"), "spec.template.spec", causes);
            JsonNode wanted = spec.path("selector").path("matchLabels");
            JsonNode labels = spec.path("template").path("metadata").path("labels");
            if (wanted.isEmpty()
                    && spec.path("selector").path("matchExpressions").isEmpty()) {
                causes.add(Cause.invalid("spec.selector", "{}", "empty selector is invalid for deployment"));
            }
            boolean matches =
                    wanted.properties().stream().allMatch(e -> Json.same(e.getValue(), labels.path(e.getKey())));
            if (!matches) {
                causes.add(Cause.invalid(
                        "spec.template.metadata.labels",
                        labels.toString(),
                        "`selector` does not match template `labels`"));
            }
            return causes;
        }

        @Override
        public List<Cause> validateChange(JsonNode before, JsonNode after) {
            return changed(before, after, "/spec/selector") ? List.of(immutable("spec.selector")) : List.of();
        }
    }

    /** Services: on one machine no address is allotted; proxies find the pods by name. */
    static final class Services implements KindRules {

        @Override
        public void prepare(ObjectNode service) {
            ObjectNode spec = Json.child(service, "spec");
            if (!spec.has("clusterIP") && !spec.path("type").asText().equals("ExternalName")) {
                spec.put("clusterIP", "None");
            }
            for (JsonNode port : spec.path("ports")) {
                if (port instanceof ObjectNode object && !object.has("targetPort")) {
                    object.set("targetPort", object.path("port"));
                }
            }
        }

        @Override
        public void begin(ObjectNode service) {
            Json.child(Json.child(service, "status"), "loadBalancer");
        }
    }

    /** Secrets: stringData is only a way to write data. */
    static final class Secrets implements KindRules {

        @Override
        public void prepare(ObjectNode secret) {
            JsonNode texts = secret.path("stringData");
            ObjectNode data = texts.isEmpty() ? Json.object() : Json.child(secret, "data");
            texts.properties()
                    .forEach(e -> data.put(
                            e.getKey(),
                            java.util.Base64.getEncoder()
                                    .encodeToString(
                                            e.getValue().asText().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            secret.remove("stringData");
        }
    }

    /** Namespaces carry a finalizer of their own, which goes when everything in them is gone. */
    static final class Namespaces implements KindRules {

        @Override
        public void begin(ObjectNode namespace) {
            ObjectNode finalizers = Json.child(namespace, "spec");
            if (!finalizers.has("finalizers")) {
                finalizers.putArray("finalizers").add("kubernetes");
            }
            Json.child(namespace, "status").put("phase", "Active");
            Json.child(Json.child(namespace, "metadata"), "labels")
                    .put(
                            "kubernetes.io/metadata.name",
                            namespace.path("metadata").path("name").asText());
        }
    }
}
