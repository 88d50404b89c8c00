package io.dyff.kube;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator built with the Java Operator SDK works on our server: informers, server-side apply, status. */
class OperatorSdkIT {

    /** The part of a Thing that the test's operator reads. */
    @Group("test.dyff.io")
    @Version("v1")
    public static class Thing extends CustomResource<Map<String, Object>, ThingStatus> implements Namespaced {}

    /** What the operator reports. */
    public static class ThingStatus {
        public String note;
    }

    /** Keeps a ConfigMap with the size of each Thing, and says so in its status. */
    @ControllerConfiguration(triggerReconcilerOnAllEvents = true)
    public static class ThingReconciler implements Reconciler<Thing> {

        private final AtomicInteger runs = new AtomicInteger();

        @Override
        public List<EventSource<?, Thing>> prepareEventSources(EventSourceContext<Thing> context) {
            return List.of(new InformerEventSource<>(
                    InformerEventSourceConfiguration.from(ConfigMap.class, Thing.class)
                            .build(),
                    context));
        }

        @Override
        public UpdateControl<Thing> reconcile(Thing thing, Context<Thing> context) {
            runs.incrementAndGet();
            if (context.isPrimaryResourceDeleted() || thing.getMetadata().getDeletionTimestamp() != null) {
                return UpdateControl.noUpdate();
            }
            String size = String.valueOf(thing.getSpec().get("size"));
            context.getClient()
                    .resource(map(thing, size))
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager("test")
                            .withForce(true)
                            .build());
            String note = "size " + size;
            if (thing.getStatus() == null || !note.equals(thing.getStatus().note)) {
                Thing fresh = new Thing();
                fresh.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                        .withName(thing.getMetadata().getName())
                        .withNamespace(thing.getMetadata().getNamespace())
                        .build());
                fresh.setStatus(new ThingStatus());
                fresh.getStatus().note = note;
                PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(thing, fresh, context);
            }
            return UpdateControl.noUpdate();
        }

        private static ConfigMap map(Thing thing, String size) {
            return new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(thing.getMetadata().getName() + "-map")
                    .withNamespace(thing.getMetadata().getNamespace())
                    .withOwnerReferences(new OwnerReferenceBuilder()
                            .withApiVersion(thing.getApiVersion())
                            .withKind(thing.getKind())
                            .withName(thing.getMetadata().getName())
                            .withUid(thing.getMetadata().getUid())
                            .withController(true)
                            .withBlockOwnerDeletion(true)
                            .build())
                    .endMetadata()
                    .addToData("size", size)
                    .build();
        }
    }

    @TempDir
    private Path folder;

    @Test
    void shouldServeAnOperator() throws Exception {
        ThingReconciler reconciler = new ThingReconciler();
        try (TestingTarget target = TestingTarget.ours(folder);
                KubernetesClient forOperator = TestingTarget.client(target.kubeconfig())) {
            KubernetesClient client = target.client();
            client.load(OperatorSdkIT.class.getResourceAsStream("thing-crd.yaml"))
                    .serverSideApply();
            Operator operator = new Operator(overrider -> overrider.withKubernetesClient(forOperator));
            operator.register(reconciler);
            operator.start();
            TestingKubectl kubectl = target.kubectl();
            kubectl.okWithInput(
                    "{apiVersion: test.dyff.io/v1, kind: Thing, metadata: {name: one}, spec: {size: 3}}",
                    "apply",
                    "-f",
                    "-");

            awaitSize(client, "3");
            kubectl.ok("delete", "configmap", "one-map");
            awaitSize(client, "3");
            kubectl.ok("patch", "thing", "one", "--type=merge", "-p", "{\"spec\":{\"size\":5}}");
            awaitSize(client, "5");
            GenericKubernetesResource settled = thing(client);
            int runs = reconciler.runs.get();
            assertThat(settled.getMetadata().getManagedFields())
                    .anySatisfy(entry -> assertThat(entry.getSubresource()).isEqualTo("status"));
            kubectl.ok("delete", "thing", "one");
            await().atMost(180, SECONDS).until(() -> map(client) == null && thing(client) == null);

            assertThat(runs).isLessThan(20);
            operator.stop();
        }
    }

    private static GenericKubernetesResource thing(KubernetesClient client) {
        return client.genericKubernetesResources(KubeContract.THINGS)
                .inNamespace("default")
                .withName("one")
                .get();
    }

    private static ConfigMap map(KubernetesClient client) {
        return client.configMaps().inNamespace("default").withName("one-map").get();
    }

    private static void awaitSize(KubernetesClient client, String size) {
        await().atMost(180, SECONDS).untilAsserted(() -> {
            assertThat(map(client)).isNotNull();
            assertThat(map(client).getData()).containsEntry("size", size);
            assertThat(thing(client).<String>get("status", "note")).isEqualTo("size " + size);
        });
    }
}
