package io.dyff.operator.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.dyff.operator.api.Evaluation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepPodTest {

    private static final StepSettings SETTINGS = new StepSettings(
            Map.of("evaluation-client", "fetch:1", "verify-evaluation-output", "publish:1"),
            "dyff-storage",
            new StepSettings.Hub("https://hub.example", "dyff-hub"));

    private final Job job = (Job) new TestingStep(SETTINGS).desired(evaluation());
    private final PodSpec pod = job.getSpec().getTemplate().getSpec();

    @Test
    void shouldRunTheContainersOneAfterTheOther() {
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("fetch", "analysis");
        assertThat(pod.getContainers()).extracting(Container::getName).containsExactly("publish");
        assertThat(List.of(container("fetch"), container("analysis"), container("publish")))
                .extracting(Container::getImage)
                .containsExactly("fetch:1", "users/analysis:1", "publish:1");
    }

    @Test
    void shouldGiveTheUsersContainerTheSharedVolumeAndNothingElse() {
        Container analysis = container("analysis");

        assertThat(analysis.getEnv()).isEmpty();
        assertThat(analysis.getEnvFrom()).isEmpty();
        assertThat(analysis.getVolumeMounts()).extracting(VolumeMount::getName).containsExactly("work", "users-tmp");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> List.of("work", "users-tmp").contains(volume.getName()))
                .allSatisfy(volume -> assertThat(volume.getEmptyDir()).isNotNull());
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(analysis.getSecurityContext()).isEqualTo(container("fetch").getSecurityContext());
        assertThat(analysis.getResources().getLimits()).containsOnlyKeys("memory");
    }

    @Test
    void shouldTellTheUsersContainerWhatItsRoleSaysInTheOrderOfNames() {
        Container told = new Role.Users<Evaluation>(evaluation -> "any", Map.of("B", "2", "A", "1"))
                .fill(new Container(), evaluation());

        assertThat(told.getEnv()).containsExactly(new EnvVar("A", "1", null), new EnvVar("B", "2", null));
    }

    @Test
    void shouldGiveOursTheManifestTheGrantAndTheSharedVolume() {
        assertThat(List.of(container("fetch"), container("publish"))).allSatisfy(ours -> {
            assertThat(ours.getEnvFrom().getFirst().getSecretRef().getName()).isEqualTo("dyff-storage");
            assertThat(ours.getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .containsExactly("manifest", "tmp", "work");
        });
    }

    @Test
    void shouldShareNoVolumeWhenNobodyElseIsThere() {
        PodSpec alone = new StepPod<>(
                        Skeleton.read(StepJob.class, Job.class)
                                .getSpec()
                                .getTemplate()
                                .getSpec(),
                        List.of(container("fetch")
                                .edit()
                                .withEnvFrom()
                                .withVolumeMounts()
                                .build()),
                        Map.<String, Role<Evaluation>>of("fetch", Role.Ours.of("evaluation-client", SETTINGS)))
                .spec(evaluation());

        assertThat(alone.getInitContainers()).isEmpty();
        assertThat(alone.getVolumes()).extracting(Volume::getName).containsExactly("manifest", "tmp");
    }

    @Test
    void shouldFailTheJobAtOnceAfterTheFinalExitsOfOursOnly() {
        assertThat(job.getSpec().getPodFailurePolicy().getRules())
                .filteredOn(rule -> rule.getOnExitCodes() != null)
                .extracting(
                        rule -> rule.getOnExitCodes().getContainerName(),
                        rule -> rule.getOnExitCodes().getValues())
                .containsExactly(
                        tuple("fetch", ExitCodes.whichAreFinal("evaluation-client")),
                        tuple("publish", ExitCodes.whichAreFinal("verify-evaluation-output")));
    }

    @Test
    void shouldMarkThePodWhenTheUsersCodeIsNotTrusted() {
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("security.dyff.io/untrusted", "true");
    }

    @Test
    void shouldRefuseAFileThatHandsAContainerMoreThanItsRole() {
        Job wrong = Skeleton.read(StepPodTest.class, Job.class);

        assertThatThrownBy(() -> new StepPod<>(
                        Skeleton.read(StepJob.class, Job.class)
                                .getSpec()
                                .getTemplate()
                                .getSpec(),
                        wrong.getSpec().getTemplate().getSpec().getContainers(),
                        Map.<String, Role<Evaluation>>of("analysis", new Role.Users<>(evaluation -> "any"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("container analysis");
    }

    private Container container(String name) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Evaluation evaluation() {
        return Serialization.unmarshal("""
                apiVersion: dyff.io/v1alpha1
                kind: Evaluation
                metadata: {name: eval-a, namespace: workflows, uid: uid-evaluation}
                spec:
                  id: "0000000000000000000000000000000a"
                  account: test
                  securityContext: {trusted: false}
                  inferenceSession: {image: 'users/analysis:1'}
                """, Evaluation.class);
    }
}
