package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The role that is shipped holds what the operator asks for, by the API server's audit log, and nothing else. */
class UsedRightsIT extends OperatedStory {
    /**
     * What cannot be arranged: the finalizers are asked for by an admission plug-in, without a request of ours; what an earlier
     * resource of the same name has left is deleted when the garbage collector of Kubernetes was slower; a session is read when
     * the answer to its creation was lost, or when a child of it is gone and it may be, too.
     */
    private static final Set<String> WITHOUT_A_STORY = Set.of(
            "update dyff.io/analyses/finalizers",
            "update dyff.io/datasets/finalizers",
            "update dyff.io/evaluations/finalizers",
            "update dyff.io/inferencesessions/finalizers",
            "update dyff.io/models/finalizers",
            "update dyff.io/reports/finalizers",
            "get dyff.io/inferencesessions",
            "delete /configmaps",
            "delete /services",
            "delete apps/deployments",
            "delete batch/jobs");

    @Test
    void shouldUseEachRightOfItsRoleAndBeDeniedNothing() {
        haveRowsTold();
        haveLabelsRestored();
        haveChildrenSuspended();
        haveFinishedOnesDeleted();

        await("the log of a client is read")
                .atMost(TestingStory.PATIENCE)
                .until(() -> requests().stream().map(UsedRightsIT::right).anyMatch("get /pods/log"::equals));
        List<JsonNode> requests = requests();
        assertThat(requests)
                .filteredOn(request -> request.at("/responseStatus/code").asInt() == 403)
                .isEmpty();
        Set<String> used = requests.stream().map(UsedRightsIT::right).collect(Collectors.toCollection(TreeSet::new));
        Set<String> given = rights();
        assertThat(given).containsAll(used);
        given.removeAll(used);
        assertThat(WITHOUT_A_STORY).containsAll(given);
    }

    /** Its log is asked for some seconds later; that there is no node which has it does not matter here. */
    private void haveRowsTold() {
        story.node.ready(story.client(story.evaluate(9)));
    }

    /** A child without labels is in no cache: it is made again, found to be there, read and corrected. */
    private void haveLabelsRestored() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        story.client(evaluation);
        withoutLabels(Job.class, name + "-client");
        withoutLabels(ConfigMap.class, name + "-manifest");
        withoutLabels(Deployment.class, name + "-infer");
        withoutLabels(Service.class, name + "-infer");
    }

    private void haveChildrenSuspended() {
        Evaluation evaluation = story.evaluate(2);
        String name = evaluation.getMetadata().getName();
        story.client(evaluation);
        story.awaitObject(Job.class, name + "-client", found -> true);
        story.admin
                .resources(Evaluation.class)
                .inNamespace(story.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":true}}");
        story.awaitObject(
                InferenceSession.class,
                name + "-infer",
                found -> found.getSpec().suspended());
    }

    /** With one of another, because a Job without any is given those of its pods. */
    private void withoutLabels(Class<? extends HasMetadata> type, String name) {
        story.admin.resource(story.get(type, name)).inNamespace(story.namespace).edit(found -> {
            found.getMetadata().setLabels(Map.of("example.org/other", "true"));
            return found;
        });
        story.awaitObject(type, name, found -> found.getMetadata().getLabels().containsKey(Labels.INSTANCE));
    }

    private void haveFinishedOnesDeleted() {
        Evaluation evaluation = story.evaluate(4, "ttlSecondsAfterFinished: 1");
        List<DyffResource<?>> others = List.of(
                story.create(soonGone(AnalysisIT.analysis(5))),
                story.create(soonGone(AnalysisIT.report(6))),
                story.create(soonGone(ModelIT.model(7, "acme/tiny", "main"))),
                story.create(soonGone(DatasetIT.dataset(8))));
        Map<String, String> jobs = Map.of("Model", "fetch", "Dataset", "check");
        others.forEach(one -> story.node.succeed(
                story.node.pod(one.getMetadata().getName(), jobs.getOrDefault(one.getKind(), "run"))));
        story.runSteps(evaluation);
        Stream.concat(Stream.of(evaluation), others.stream())
                .forEach(
                        one -> story.awaitGone(one.getClass(), one.getMetadata().getName()));
    }

    private static DyffResource<?> soonGone(DyffResource<?> resource) {
        ObjectNode tree = Serialization.jsonMapper().valueToTree(resource);
        tree.withObject("/spec").put("ttlSecondsAfterFinished", 1);
        return Serialization.jsonMapper().convertValue(tree, resource.getClass());
    }

    /** Of the operator in this test's namespace. */
    private List<JsonNode> requests() {
        return TestingCluster.get().audit().stream()
                .map(UsedRightsIT::json)
                .filter(request -> request.at("/user/username").asText().equals("operator"))
                .filter(request -> request.at("/objectRef/namespace").asText().equals(story.namespace))
                .toList();
    }

    /** Such as {@code patch dyff.io/models/status}. */
    private static String right(JsonNode request) {
        String subresource = request.at("/objectRef/subresource").asText();
        return right(
                request.get("verb").asText(),
                request.at("/objectRef/apiGroup").asText(),
                request.at("/objectRef/resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource));
    }

    private static String right(String verb, String group, String resource) {
        return verb + " " + group + "/" + resource;
    }

    private static Set<String> rights() {
        return TestingCluster.get().role().getRules().stream()
                .flatMap(rule -> rule.getVerbs().stream()
                        .flatMap(verb -> rule.getApiGroups().stream()
                                .flatMap(group ->
                                        rule.getResources().stream().map(resource -> right(verb, group, resource)))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode json(String line) {
        try {
            return Serialization.jsonMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
