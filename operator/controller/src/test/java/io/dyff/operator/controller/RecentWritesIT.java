package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.health.Figures;
import io.dyff.operator.controller.workflow.RecentWrites;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cache shows of an object when the answer of a write and the watch arrive in either order. */
class RecentWritesIT {

    private final TestingStory story = new TestingStory();
    private final Caching caching = new Caching();
    private KubernetesClient client;
    private Operator operator;

    @BeforeEach
    void start() {
        client = TestingCluster.get().operator(new Figures());
        operator = new Operator(configuration -> configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withParseResourceVersions(true));
        operator.register(caching, controller -> controller.settingNamespace(story.namespace));
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop();
        client.close();
    }

    @Test
    void shouldKeepTheNewerObjectWhenTheWatchOvertookTheAnswer() {
        ConfigMap first = write("1");
        ConfigMap second = write("2");
        awaitShown(second);

        RecentWrites.show(first, caching.cache());

        assertThat(shown(second)).isEqualTo("2");
    }

    @Test
    void shouldShowAnAnswerBeforeTheWatchDoes() {
        ConfigMap first = write("1");
        awaitShown(first);
        ConfigMap second = new ConfigMapBuilder(first)
                .editMetadata()
                .withResourceVersion("9223372036854775807")
                .endMetadata()
                .withData(Map.of("n", "2"))
                .build();

        RecentWrites.show(second, caching.cache());

        assertThat(shown(first)).isEqualTo("2");
    }

    @Test
    void shouldNotRaiseTheDeletedWhenTheWatchOvertookTheAnswer() {
        ConfigMap first = write("1");
        awaitShown(first);
        story.admin.resource(first).delete();
        await().until(() -> shown(first) == null);

        RecentWrites.show(first, caching.cache());

        assertThat(shown(first)).isNull();
    }

    private ConfigMap write(String n) {
        return client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("written")
                        .withNamespace(story.namespace)
                        .endMetadata()
                        .withData(Map.of("n", n))
                        .build())
                .fieldManager("test")
                .serverSideApply();
    }

    private void awaitShown(ConfigMap written) {
        String n = written.getData().get("n");
        await().until(() -> n.equals(shown(written)));
    }

    private @Nullable String shown(ConfigMap object) {
        return caching.cache()
                .get(ResourceID.fromResource(object))
                .map(found -> found.getData().get("n"))
                .orElse(null);
    }

    /** Does nothing but hold a cache. */
    private static final class Caching implements Reconciler<Evaluation> {
        private @Nullable InformerEventSource<ConfigMap, Evaluation> source;

        InformerEventSource<ConfigMap, Evaluation> cache() {
            return Objects.requireNonNull(source);
        }

        @Override
        public List<EventSource<?, Evaluation>> prepareEventSources(EventSourceContext<Evaluation> context) {
            source = new InformerEventSource<>(
                    InformerEventSourceConfiguration.from(ConfigMap.class, Evaluation.class)
                            .withNamespacesInheritedFromController()
                            .withSecondaryToPrimaryMapper(object -> Set.of())
                            .build(),
                    context);
            return List.of(source);
        }

        @Override
        public UpdateControl<Evaluation> reconcile(Evaluation evaluation, Context<Evaluation> context) {
            return UpdateControl.noUpdate();
        }
    }
}
