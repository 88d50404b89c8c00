package io.dyff.operator.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private final KubernetesSerialization reading = Reading.serialization();

    @Test
    void shouldReadOfAJobWhatPlansAskForWhenItIsWrittenWhole() {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withName("a-run")
                .addNewManagedField()
                .withManager("somebody")
                .endManagedField()
                .endMetadata()
                .withNewSpec()
                .withSuspend(true)
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Complete")
                .endCondition()
                .endStatus()
                .build();

        assertThat(reading.asJson(job)).contains("\"restartPolicy\":\"Never\"");
        Job read = read(job);

        assertThat(read.getMetadata().getName()).isEqualTo("a-run");
        assertThat(read.getSpec().getSuspend()).isTrue();
        assertThat(read.getStatus().getConditions()).hasSize(1);
        assertThat(read.getMetadata().getManagedFields()).isEmpty();
        assertThat(read.getSpec().getTemplate()).isNull();
    }

    @Test
    void shouldReadStatusOnlyWhenAPodComes() {
        Pod pod = read(new PodBuilder()
                .withNewSpec()
                .withNodeName("n")
                .endSpec()
                .withNewStatus()
                .withPhase("Failed")
                .endStatus()
                .build());

        assertThat(pod.getSpec()).isNull();
        assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
    }

    @Test
    void shouldWriteDataAndNotReadItWhenAManifestIsMade() {
        ConfigMap manifest =
                new ConfigMapBuilder().addToData("manifest.yaml", "a: b").build();

        assertThat(reading.asJson(manifest)).contains("a: b");
        assertThat(read(manifest).getData()).isEmpty();
    }

    /** Of what is compared with the desired object nothing may be missing. */
    @Test
    void shouldReadTheWholeSpecWhenADeploymentComes() {
        Deployment deployment = new DeploymentBuilder()
                .withNewSpec()
                .withReplicas(2)
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withImage("registry.example/model:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        assertThat(read(deployment).getSpec()).isEqualTo(deployment.getSpec());
    }

    @SuppressWarnings("unchecked")
    private <T extends HasMetadata> T read(T object) {
        return (T) reading.unmarshal(new KubernetesSerialization().asJson(object), object.getClass());
    }
}
