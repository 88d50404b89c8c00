package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.plan.TestingStep;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.api.Test;

/** What a pod of a step with a container of the user's is given by a real API server, under restricted pod security. */
class StepRolesIT {

    private final TestingStory story = new TestingStory();

    @Test
    void shouldGiveTheUsersContainerNeitherTokenNorCredentialNorVolumeOfOurs() {
        Evaluation evaluation = story.evaluate(1);
        HasMetadata job = new TestingStep(TestingOperator.STEPS).desired(evaluation);

        story.create(job);

        Pod pod = story.node.pod(evaluation.getMetadata().getName(), "run");
        Container users = pod.getSpec().getInitContainers().get(1);
        assertThat(users.getName()).isEqualTo("analysis");
        assertThat(users.getEnv()).isEmpty();
        assertThat(users.getEnvFrom()).isEmpty();
        assertThat(users.getVolumeMounts()).extracting(VolumeMount::getName).containsExactly("work", "users-tmp");
        assertThat(pod.getSpec().getVolumes())
                .allMatch(volume -> volume.getProjected() == null && volume.getSecret() == null);
        assertThat(pod.getSpec().getContainers().getFirst().getEnvFrom()).hasSize(1);
    }
}
