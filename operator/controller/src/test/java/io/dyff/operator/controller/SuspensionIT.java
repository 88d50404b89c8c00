package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Suspended, nothing runs; resumed, it goes on, with all the time that it had at first. */
class SuspensionIT extends OperatedStory {

    /** Kinds that run one Job. */
    enum OneJob {
        ANALYSIS("run", "Complete", () -> AnalysisIT.analysis(1)),
        MODEL("fetch", "Ready", () -> ModelIT.model(1, "acme/tiny", "main")),
        REPORT("run", "Complete", () -> AnalysisIT.report(1));

        private final String component;
        private final String success;
        private final Supplier<DyffResource<?>> resource;

        OneJob(String component, String success, Supplier<DyffResource<?>> resource) {
            this.component = component;
            this.success = success;
            this.resource = resource;
        }
    }

    @ParameterizedTest
    @EnumSource(OneJob.class)
    void shouldStopAndGoOn(OneJob kind) {
        DyffResource<?> resource = story.create(kind.resource.get());
        String name = resource.getMetadata().getName();
        String job = name + "-" + kind.component;
        story.node.pod(name, kind.component);
        suspend(resource, true);

        story.awaitReason(resource, "Reconciling", "Suspended");
        story.awaitReason(resource, "Ready", "Suspended");
        assertThat(story.live(resource).getStatus().state()).isEqualTo("Suspended");
        TestingStory.patiently("no pod of " + job)
                .until(() -> story.node.pods(name, kind.component).isEmpty());

        Instant suspended = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        suspend(resource, false);

        Job resumed = story.awaitObject(
                Job.class,
                job,
                found -> found.getStatus().getStartTime() != null
                        && !found.getSpec().getSuspend());
        assertThat(Instant.parse(resumed.getStatus().getStartTime()))
                .as("from when the deadline of a Job counts")
                .isAfterOrEqualTo(suspended);
        story.node.succeed(story.node.pod(name, kind.component));
        story.awaitCondition(resource, kind.success, "True");
    }

    @Test
    void shouldServeAgainWithTheReplicasThatItHad() {
        InferenceSession session = story.serve(1, "replicas: 2");
        String name = session.getMetadata().getName();
        TestingStory.patiently("two pods")
                .until(() -> story.node.pods(name, "infer").size() == 2);
        story.node.pods(name, "infer").forEach(story.node::ready);
        story.awaitCondition(session, "Ready", "True");

        suspend(session, true);

        story.awaitReason(session, "Ready", "Suspended");
        story.awaitReason(session, "Available", "Suspended");
        TestingStory.patiently("no pods")
                .until(() -> story.node.pods(name, "infer").isEmpty());

        suspend(session, false);

        story.awaitObject(Deployment.class, name, found -> found.getSpec().getReplicas() == 2);
        TestingStory.patiently("two pods")
                .until(() -> story.node.pods(name, "infer").size() == 2);
        story.node.pods(name, "infer").forEach(story.node::ready);
        story.awaitCondition(session, "Ready", "True");
    }

    private void suspend(DyffResource<?> resource, boolean suspend) {
        story.admin
                .resource(resource)
                .inNamespace(story.namespace)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":" + suspend + "}}");
    }
}
