package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.Model;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a real API server and its controllers put in the way of a workflow is told apart, at once, and got over. */
class HindranceIT extends OperatedStory {

    /** As the level of the namespace has it. */
    private static final String PROBE = """
            apiVersion: v1
            kind: Pod
            metadata: {name: probe}
            spec:
              securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
              containers:
                - name: probe
                  image: probe
                  securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            """;

    @Test
    void shouldSayThatAPolicyTakesNoPodOfAJobAndGoOnWhenItDoes() {
        String policy = forbidPods();
        try {
            Model model = story.create(ModelIT.model(1, "acme/tiny", "main"));

            Condition refused = story.awaitReason(model, "Reconciling", "PodRefused");

            assertThat(refused.getMessage()).contains("no pods here today");
            assertThat(events(model)).contains("Warning PodRefused");
            allowPods(policy);
            story.node.succeed(story.node.pod(model.getMetadata().getName(), "fetch"));
            story.awaitCondition(model, "Ready", "True");
        } finally {
            allowPods(policy);
        }
    }

    @Test
    void shouldSayThatAPolicyTakesNoPodOfASessionAndOfItsEvaluation() {
        String policy = forbidPods();
        try {
            Evaluation evaluation = story.evaluate(1);

            Condition refused = story.awaitReason(evaluation, "Reconciling", "PodRefused");

            assertThat(refused.getMessage()).contains("no pods here today");
        } finally {
            allowPods(policy);
        }
    }

    /** The workers are the other resources', too: who asks again within a pass keeps one of them. */
    @Test
    void shouldAskOnceInEachPassWhenAnAdmissionWebhookIsDown() {
        String webhook = breakServices();
        try {
            InferenceSession session = story.serve(1);
            String name = session.getMetadata().getName();

            Condition trouble = story.awaitReason(session, "Reconciling", "ApiError");

            assertThat(trouble.getMessage()).contains("failed calling webhook");
            assertThat(TestingCluster.get().audit())
                    .filteredOn(line -> line.contains("\"namespace\":\"" + story.namespace + "\"")
                            && line.contains("\"resource\":\"services\"")
                            && line.contains("\"code\":500"))
                    .hasSizeBetween(2, 1 + (int) operator.figures().passes()); // one may not have ended
            mendServices(webhook);
            story.node.ready(story.node.pod(name, "infer"));
            story.awaitCondition(session, "Available", "True");
        } finally {
            mendServices(webhook);
        }
    }

    private String breakServices() {
        String name = "services-" + story.namespace + ".example.org";
        story.admin
                .resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addNewWebhook()
                        .withName(name)
                        .withAdmissionReviewVersions("v1")
                        .withSideEffects("None")
                        .withNewClientConfig()
                        .withUrl("https://127.0.0.1:1/nobody")
                        .endClientConfig()
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", story.namespace)
                        .endNamespaceSelector()
                        .addNewRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("CREATE")
                        .withResources("services")
                        .endRule()
                        .endWebhook()
                        .build())
                .create();
        await().atMost(TestingStory.PATIENCE).until(this::servicesAreBroken);
        return name;
    }

    private boolean servicesAreBroken() {
        try {
            story.admin
                    .resource(new ServiceBuilder()
                            .withNewMetadata()
                            .withName("probe")
                            .endMetadata()
                            .withNewSpec()
                            .addNewPort()
                            .withPort(80)
                            .endPort()
                            .endSpec()
                            .build())
                    .inNamespace(story.namespace)
                    .dryRun()
                    .create();
            return false;
        } catch (KubernetesClientException refused) {
            return refused.getCode() == HttpURLConnection.HTTP_INTERNAL_ERROR;
        }
    }

    private void mendServices(String webhook) {
        story.admin
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(webhook)
                .delete();
    }

    @Test
    void shouldSayThatItsPodWasEvictedUntilAnotherRuns() {
        Model model = story.create(ModelIT.model(1, "acme/tiny", "main"));
        String name = model.getMetadata().getName();
        Pod pod = onANode(story.node.pod(name, "fetch"));

        story.admin.pods().resource(pod).evict();

        Condition disrupted = story.awaitReason(model, "Reconciling", "Disrupted");
        assertThat(disrupted.getMessage()).contains(pod.getMetadata().getName(), "EvictionByEvictionAPI");
        assertThat(events(model)).contains("Warning Disrupted");
        story.node.fail(pod, 143, "");
        story.admin.pods().resource(pod).withGracePeriod(0).delete();
        Pod next = story.node.pod(name, "fetch");
        assertThat(next.getMetadata().getName()).isNotEqualTo(pod.getMetadata().getName());
        story.node.succeed(next);
        story.awaitCondition(model, "Ready", "True");
    }

    @Test
    void shouldSayThatTheQuotaHasNoRoomForAJobItself() {
        story.create(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("no-jobs")
                .endMetadata()
                .withNewSpec()
                .addToHard("count/jobs.batch", new Quantity("0"))
                .endSpec()
                .build());

        Model model = story.create(ModelIT.model(1, "acme/tiny", "main"));

        assertThat(story.awaitReason(model, "Reconciling", "QuotaExceeded").getMessage())
                .contains("exceeded quota: no-jobs");
        story.admin
                .resourceQuotas()
                .inNamespace(story.namespace)
                .withName("no-jobs")
                .delete();
        story.node.succeed(story.node.pod(model.getMetadata().getName(), "fetch"));
        story.awaitCondition(model, "Ready", "True");
    }

    @Test
    void shouldTellPeopleInEventsWhatIsNotableAndNothingElse() {
        InferenceSession session = story.serve(1);
        String name = session.getMetadata().getName();
        story.node.keepWaiting(story.node.pod(name, "infer"), "ImagePullBackOff", "no such image");
        story.awaitReason(session, "Reconciling", "ImagePullFailed");
        story.node.ready(story.node.pod(name, "infer"));
        story.awaitCondition(session, "Ready", "True");
        Evaluation evaluation = story.evaluate(2);
        story.runToEnd(evaluation);

        assertThat(events(session)).containsExactly("Warning ImagePullFailed", "Normal RolledOut");
        assertThat(events(evaluation)).containsExactly("Normal Complete");
    }

    /** Type and reason of each, the oldest first; waits for one, which is written after the status that it is about. */
    private List<String> events(DyffResource<?> resource) {
        return TestingStory.patiently("an event about " + resource.getMetadata().getName())
                .until(
                        () -> story
                                .admin
                                .v1()
                                .events()
                                .inNamespace(story.namespace)
                                .withField(
                                        "involvedObject.uid",
                                        resource.getMetadata().getUid())
                                .list()
                                .getItems()
                                .stream()
                                .sorted(Comparator.comparing((Event event) ->
                                        Long.parseLong(event.getMetadata().getResourceVersion())))
                                .map(event -> event.getType() + " " + event.getReason())
                                .toList(),
                        found -> !found.isEmpty());
    }

    /** A node that nobody runs: what is bound to it stays until somebody says that it is gone. */
    private Pod onANode(Pod pod) {
        String node = story.namespace + "-node";
        story.admin
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(node)
                        .endMetadata()
                        .build())
                .create();
        story.admin
                .bindings()
                .inNamespace(story.namespace)
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .endMetadata()
                        .withNewTarget()
                        .withKind("Node")
                        .withName(node)
                        .endTarget()
                        .build())
                .create();
        return story.get(Pod.class, pod.getMetadata().getName());
    }

    private String forbidPods() {
        String name = story.namespace + "-no-pods";
        story.admin
                .resource(new ValidatingAdmissionPolicyBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewMatchConstraints()
                        .addNewResourceRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("CREATE")
                        .withResources("pods")
                        .endResourceRule()
                        .endMatchConstraints()
                        .addNewValidation()
                        .withExpression("namespaceObject.metadata.name != '%s'".formatted(story.namespace))
                        .withMessage("no pods here today")
                        .endValidation()
                        .endSpec()
                        .build())
                .create();
        story.admin
                .resource(new ValidatingAdmissionPolicyBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withPolicyName(name)
                        .withValidationActions("Deny")
                        .endSpec()
                        .build())
                .create();
        awaitRefusal();
        return name;
    }

    /** A policy holds a moment after it was created. */
    private void awaitRefusal() {
        TestingStory.patiently("the policy").until(() -> {
            try {
                story.admin
                        .resource(PROBE)
                        .inNamespace(story.namespace)
                        .dryRun(true)
                        .create();
                return false;
            } catch (KubernetesClientException e) {
                return String.valueOf(e.getMessage()).contains("no pods here today");
            }
        });
    }

    private void allowPods(String policy) {
        story.admin
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName(policy)
                .delete();
        story.admin
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicies()
                .withName(policy)
                .delete();
    }
}
