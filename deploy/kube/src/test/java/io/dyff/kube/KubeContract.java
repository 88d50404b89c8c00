package io.dyff.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients of the fabric8 kind expect of an API server, ours or a real one. */
abstract class KubeContract extends TargetContract {

    static final ResourceDefinitionContext THINGS = new ResourceDefinitionContext.Builder()
            .withGroup("test.dyff.io")
            .withVersion("v1")
            .withKind("Thing")
            .withPlural("things")
            .withNamespaced(true)
            .build();

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    @BeforeAll
    void makeDefinition() throws Exception {
        client.load(KubeContract.class.getResourceAsStream("thing-crd.yaml")).serverSideApply();
        target.kubectl().ok("wait", "--for=condition=Established", "crd/things.test.dyff.io", "--timeout=20s");
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            allThings() {
        return client.genericKubernetesResources(THINGS);
    }

    private Resource<GenericKubernetesResource> thing(String name) {
        return allThings().inNamespace(namespace).withName(name);
    }

    private GenericKubernetesResource makeThing(String name, String spec) {
        return allThings().inNamespace(namespace).resource(read(name, spec)).create();
    }

    private GenericKubernetesResource read(String name, String spec) {
        String yaml = "apiVersion: test.dyff.io/v1\nkind: Thing\nmetadata: {name: " + name + ", namespace: " + namespace
                + "}\nspec: " + spec;
        return client.getKubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(yaml.getBytes(UTF_8)), GenericKubernetesResource.class);
    }

    private ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData("key", value)
                .build();
    }

    private static long version(GenericKubernetesResource object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }

    @Test
    void shouldGiveIdentityWhenAnObjectIsCreated() {
        ConfigMap made = client.resource(map("one", "a")).create();

        assertThat(made.getMetadata().getUid()).isNotEmpty();
        assertThat(made.getMetadata().getCreationTimestamp()).isNotEmpty();
        assertThat(client.configMaps().inNamespace(namespace).withName("one").get())
                .isEqualTo(made);
    }

    @Test
    void shouldRefuseASecondObjectOfTheSameName() {
        client.resource(map("one", "a")).create();

        assertThatThrownBy(() -> client.resource(map("one", "b")).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists");
                });
    }

    @Test
    void shouldMakeANameWhenOnlyItsBeginningIsGiven() {
        ConfigMap template = new ConfigMapBuilder(map("x", "a"))
                .editMetadata()
                .withName(null)
                .withGenerateName("gen-")
                .endMetadata()
                .build();

        assertThat(client.resource(template).create().getMetadata().getName()).matches("gen-[a-z0-9]{5}");
    }

    @Test
    void shouldAnswerNotFoundWhenTheNamespaceIsMissing() {
        ConfigMap stray = new ConfigMapBuilder(map("one", "a"))
                .editMetadata()
                .withNamespace("nowhere")
                .endMetadata()
                .build();

        assertThatThrownBy(() -> client.resource(stray).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(404));
    }

    @Test
    void shouldRefuseAnUpdateThatNamesAnOldVersion() {
        ConfigMap made = client.resource(map("one", "a")).create();
        client.resource(new ConfigMapBuilder(made).addToData("key", "b").build())
                .update();

        ConfigMap late = new ConfigMapBuilder(made).addToData("key", "c").build();

        assertThatThrownBy(() -> client.resource(late).update())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
                });
    }

    @Test
    void shouldRefuseAReplacementThatNamesNoVersion() {
        makeThing("one", "{size: 1}");

        String path = "/apis/test.dyff.io/v1/namespaces/" + namespace + "/things/one";

        assertThatThrownBy(() -> client.raw(path, "PUT", read("one", "{size: 2}")))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getStatus().getDetails().getCauses())
                                .extracting(StatusCause::getField, StatusCause::getMessage)
                                .containsExactly(tuple(
                                        "metadata.resourceVersion",
                                        "Invalid value: 0: must be specified for an update")));
    }

    @Test
    void shouldKeepTheVersionWhenAWriteChangesNothing() {
        GenericKubernetesResource made = makeThing("one", "{size: 1}");

        GenericKubernetesResource same = thing("one").patch(MERGE, "{\"spec\":{\"size\":1}}");

        assertThat(version(same)).isEqualTo(version(made));
    }

    @Test
    void shouldFillDefaultsAndDropUnknownFields() {
        GenericKubernetesResource made = makeThing("one", "{size: 1, unknown: 1, free: {kept: 1}, parts: [{name: a}]}");

        assertThat(made.<Map<String, Object>>get("spec"))
                .containsEntry("colour", "red")
                .containsEntry("free", Map.of("kept", 1))
                .containsEntry("parts", List.of(Map.of("name", "a", "weight", 1)))
                .doesNotContainKey("unknown");
    }

    @Test
    void shouldNameEveryFieldThatIsWrong() {
        String wrong = "{size: 99, colour: blue, code: TOOLONG, port: [], parts: [{weight: 1}]}";

        assertThatThrownBy(() -> makeThing("one", wrong)).isInstanceOfSatisfying(KubernetesClientException.class, e -> {
            assertThat(e.getCode()).isEqualTo(422);
            assertThat(e.getStatus().getReason()).isEqualTo("Invalid");
            assertThat(e.getStatus().getDetails().getCauses())
                    .extracting(StatusCause::getField)
                    .contains("spec.size", "spec.colour", "spec.code", "spec.port", "spec.parts[0].name");
        });
    }

    @Test
    void shouldWriteSpecAndStatusThroughTheirOwnPaths() {
        GenericKubernetesResource made = makeThing("one", "{size: 1}");

        thing("one").patch(MERGE, "{\"spec\":{\"size\":2},\"status\":{\"note\":\"ignored\"}}");
        GenericKubernetesResource after = thing("one")
                .subresource("status")
                .patch(MERGE, "{\"spec\":{\"size\":3},\"status\":{\"note\":\"kept\"}}");

        assertThat(after.<Map<String, Object>>get("spec")).containsEntry("size", 2);
        assertThat(after.<Map<String, Object>>get("status")).containsEntry("note", "kept");
        assertThat(made.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(after.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void shouldMakeNothingInPlaceOfTheObjectThatAnApplyNamesByUid() {
        GenericKubernetesResource gone = read("gone", "{size: 1}");
        gone.getMetadata().setUid("6f1c4a52-0000-4000-8000-000000000000");

        assertThatThrownBy(() -> allThings()
                        .inNamespace(namespace)
                        .resource(gone)
                        .patch(new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("first")
                                .build()))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThat(thing("gone").get()).isNull();
    }

    @Test
    void shouldServeKindNoLongerOnceTheLastFinalizerOfItsDefinitionIsGone() {
        String yaml = new String(definition(), UTF_8)
                .replace("things", "holds")
                .replace("Thing", "Hold")
                .replace("th]", "hd]");
        Resource<CustomResourceDefinition> definition = client.resource(client.getKubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(yaml.getBytes(UTF_8)), CustomResourceDefinition.class));
        definition.create();
        await().atMost(180, SECONDS).until(() -> served("holds"));
        definition.patch(MERGE, "{\"metadata\":{\"finalizers\":[\"test.dyff.io/hold\"]}}");
        definition.delete();
        assertThat(definition.get().getMetadata().getDeletionTimestamp()).isNotNull();

        definition.patch(MERGE, "{\"metadata\":{\"finalizers\":null}}");

        await().atMost(180, SECONDS).until(() -> definition.get() == null && !served("holds"));
    }

    private static byte[] definition() {
        try (InputStream in = KubeContract.class.getResourceAsStream("thing-crd.yaml")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private boolean served(String plural) {
        APIResourceList resources = client.getApiResources("test.dyff.io/v1");
        return resources != null
                && resources.getResources().stream()
                        .anyMatch(each -> each.getName().equals(plural));
    }

    @Test
    void shouldApplyJsonPatchesAndRefuseAFailedTest() {
        makeThing("one", "{size: 1, list: [a, b]}");
        PatchContext json = PatchContext.of(PatchType.JSON);

        GenericKubernetesResource after =
                thing("one").patch(json, "[{\"op\":\"replace\",\"path\":\"/spec/list/1\",\"value\":\"c\"}]");

        assertThat(after.<List<String>>get("spec", "list")).containsExactly("a", "c");
        String failing =
                "[{\"op\":\"test\",\"path\":\"/spec/size\",\"value\":9},{\"op\":\"remove\",\"path\":\"/spec/list\"}]";
        assertThatThrownBy(() -> thing("one").patch(json, failing))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422));
    }

    private GenericKubernetesResource apply(String manager, String spec) {
        return thing("one")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(manager)
                                .withForce(true)
                                .build(),
                        read("one", spec));
    }

    @Test
    void shouldRemoveWhatAManagerAppliesNoMore() {
        apply(
                "first",
                "{size: 1, code: ab, tags: [x, y], limits: {a: '1', b: '2'}, parts: [{name: p, weight: 5}, {name: q}]}");
        apply("second", "{tags: [y], parts: [{name: r}]}");

        GenericKubernetesResource after = apply("first", "{size: 1, limits: {b: '2'}, parts: [{name: p}]}");

        Map<String, Object> spec = after.get("spec");
        assertThat(spec).doesNotContainKey("code").containsEntry("limits", Map.of("b", "2"));
        assertThat(spec.get("tags")).isEqualTo(List.of("y"));
        assertThat((List<?>) spec.get("parts"))
                .isEqualTo(List.of(Map.of("name", "p", "weight", 1), Map.of("name", "r", "weight", 1)));
        assertThat(after.getMetadata().getManagedFields())
                .extracting(entry -> entry.getManager())
                .containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void shouldKeepTheVersionWhenTheSameIsAppliedAgain() {
        GenericKubernetesResource made = apply("first", "{size: 1, tags: [x]}");

        assertThat(version(apply("first", "{size: 1, tags: [x]}"))).isEqualTo(version(made));
    }

    @Test
    void shouldLeaveAFieldThatSomebodyElseSetSince() {
        apply("first", "{size: 1, code: ab}");
        thing("one").patch(MERGE, "{\"spec\":{\"code\":\"xy\"}}");

        assertThat(apply("first", "{size: 1}").<Map<String, Object>>get("spec")).containsEntry("code", "xy");
    }

    @Test
    void shouldReplayAWatchFromAnyVersion() throws Exception {
        GenericKubernetesResource made = makeThing("one", "{size: 1}");
        thing("one").patch(MERGE, "{\"spec\":{\"size\":2}}");
        thing("one").delete();

        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (Watch watch = watch(made.getMetadata().getResourceVersion(), null, events)) {
            assertThat(events.poll(10, SECONDS)).isEqualTo("MODIFIED one");
            assertThat(events.poll(10, SECONDS)).isEqualTo("DELETED one");
        }
    }

    private Watch watch(String version, String labels, BlockingQueue<String> events) {
        var options = new ListOptionsBuilder()
                .withResourceVersion(version)
                .withLabelSelector(labels)
                .build();
        return allThings().inNamespace(namespace).watch(options, new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource object) {
                events.add(action + " " + object.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                events.add("closed");
            }
        });
    }

    @Test
    void shouldShowAWatcherOnlyWhatHeSelects() throws Exception {
        GenericKubernetesResource made = makeThing("one", "{size: 1}");
        makeThing("two", "{size: 1}");
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (Watch watch = watch(made.getMetadata().getResourceVersion(), "colour=red", events)) {
            thing("one").patch(MERGE, "{\"metadata\":{\"labels\":{\"colour\":\"red\"}}}");
            thing("one").patch(MERGE, "{\"metadata\":{\"labels\":{\"colour\":\"green\"}}}");

            assertThat(events.poll(10, SECONDS)).isEqualTo("ADDED one");
            assertThat(events.poll(10, SECONDS)).isEqualTo("DELETED one");
            assertThat(events).isEmpty();
        }
    }

    @Test
    void shouldListByLabelsAndFields() {
        makeThing("one", "{size: 1}");
        makeThing("two", "{size: 1}");
        thing("two").patch(MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        var here = allThings().inNamespace(namespace);

        assertThat(here.withLabel("a", "b").list().getItems()).hasSize(1);
        assertThat(here.withLabelSelector("a notin (b)").list().getItems()).hasSize(1);
        assertThat(here.withLabelSelector("!a").list().getItems()).hasSize(1);
        assertThat(here.withField("metadata.name", "one").list().getItems()).hasSize(1);
        assertThat(here.withoutField("metadata.name", "one").list().getItems()).hasSize(1);
    }

    @Test
    void shouldListInPages() {
        for (String name : List.of("a", "b", "c")) {
            makeThing(name, "{size: 1}");
        }
        var here = allThings().inNamespace(namespace);

        var first = here.list(new ListOptionsBuilder().withLimit(2L).build());
        String token = first.getMetadata().getContinue();
        makeThing("bb", "{size: 1}");
        var second = here.list(
                new ListOptionsBuilder().withLimit(2L).withContinue(token).build());

        assertThat(first.getItems())
                .extracting(thing -> thing.getMetadata().getName())
                .containsExactly("a", "b");
        assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(1);
        assertThat(second.getItems())
                .extracting(thing -> thing.getMetadata().getName())
                .containsExactly("c");
        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void shouldDoNothingOnADryRun() {
        client.resource(map("one", "a")).dryRun().create();

        assertThat(client.configMaps().inNamespace(namespace).withName("one").get())
                .isNull();
    }

    @Test
    void shouldCollectDependentsAfterTheirOwner() {
        GenericKubernetesResource owner = makeThing("owner", "{size: 1}");
        client.resource(owned(map("child", "a"), owner)).create();

        thing("owner").withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();

        await().atMost(180, SECONDS)
                .until(() -> client.configMaps()
                                .inNamespace(namespace)
                                .withName("child")
                                .get()
                        == null);
    }

    @Test
    void shouldCollectDependentsBeforeTheirOwnerInTheForeground() {
        GenericKubernetesResource owner = makeThing("owner", "{size: 1}");
        client.resource(owned(map("child", "a"), owner)).create();
        await().atMost(180, SECONDS).until(() -> {
            thing("owner").withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
            return thing("owner").get() == null;
        });

        assertThat(client.configMaps().inNamespace(namespace).withName("child").get())
                .isNull();
    }

    @Test
    void shouldKeepOrphans() {
        GenericKubernetesResource owner = makeThing("owner", "{size: 1}");
        client.resource(owned(map("child", "a"), owner)).create();
        haveStrayCollected();

        thing("owner").withPropagationPolicy(DeletionPropagation.ORPHAN).delete();

        await().atMost(180, SECONDS).until(() -> thing("owner").get() == null);
        ConfigMap child =
                client.configMaps().inNamespace(namespace).withName("child").get();
        assertThat(child.getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void shouldCollectWhatNeverHadALivingOwner() {
        haveStrayCollected();
    }

    /** After that the collector knows of the config maps that were made before, since it hears of them in their order. */
    private void haveStrayCollected() {
        GenericKubernetesResource stranger = makeThing("stranger", "{size: 1}");
        stranger.getMetadata().setUid(UUID.randomUUID().toString());

        client.resource(owned(map("stray", "a"), stranger)).create();

        await().atMost(180, SECONDS)
                .until(() -> client.configMaps()
                                .inNamespace(namespace)
                                .withName("stray")
                                .get()
                        == null);
    }

    private static ConfigMap owned(ConfigMap map, GenericKubernetesResource owner) {
        return new ConfigMapBuilder(map)
                .editMetadata()
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .build();
    }

    @Test
    void shouldWaitForFinalizers() {
        makeThing("one", "{size: 1}");
        thing("one").patch(MERGE, "{\"metadata\":{\"finalizers\":[\"test.dyff.io/hold\"]}}");

        thing("one").delete();
        GenericKubernetesResource held = thing("one").get();
        thing("one").patch(MERGE, "{\"metadata\":{\"finalizers\":null}}");

        assertThat(held.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(thing("one").get()).isNull();
    }

    @Test
    void shouldDeleteACollectionBySelector() {
        makeThing("one", "{size: 1}");
        makeThing("two", "{size: 1}");
        thing("two").patch(MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");

        allThings().inNamespace(namespace).withLabel("a", "b").delete();

        assertThat(allThings().inNamespace(namespace).list().getItems())
                .extracting(thing -> thing.getMetadata().getName())
                .containsExactly("one");
    }

    @Test
    void shouldEmptyANamespaceThatIsDeleted() {
        client.resource(map("one", "a")).create();
        makeThing("one", "{size: 1}");

        client.namespaces().withName(namespace).delete();

        await().atMost(180, SECONDS)
                .until(() -> client.namespaces().withName(namespace).get() == null);
        assertThat(client.configMaps().inNamespace(namespace).list().getItems()).isEmpty();
    }

    @Test
    void shouldKeepAnInformerInStep() {
        makeThing("early", "{size: 1}");
        try (var informer = allThings().inNamespace(namespace).runnableInformer(0)) {
            informer.start().toCompletableFuture().orTimeout(20, SECONDS).join();
            makeThing("late", "{size: 1}");
            thing("early").delete();

            await().atMost(180, SECONDS)
                    .untilAsserted(() -> assertThat(informer.getStore().list())
                            .extracting(thing -> thing.getMetadata().getName())
                            .containsExactly("late"));
        }
    }

    @Test
    void shouldLetOneOfTwoWritersWin() {
        ConfigMap made = client.resource(map("one", "a")).create();
        List<Integer> codes = List.of("b", "c").parallelStream()
                .map(value -> {
                    try {
                        client.resource(new ConfigMapBuilder(made)
                                        .addToData("key", value)
                                        .build())
                                .update();
                        return 200;
                    } catch (KubernetesClientException e) {
                        return e.getCode();
                    }
                })
                .toList();

        assertThat(codes).containsExactlyInAnyOrder(200, 409);
    }

    TestingTarget target() {
        return Objects.requireNonNull(target);
    }

    String namespace() {
        return namespace;
    }

    KubernetesClient kube() {
        return client;
    }

    TestingKubectl kubectl() throws IOException {
        return target.kubectl();
    }
}
