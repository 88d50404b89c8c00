package io.dyff.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class WorkflowObjectTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";
    private static final String JOB = """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: eval-%1$s-client
          uid: 6c1f
          resourceVersion: "7"
          ownerReferences: [{apiVersion: dyff.io/v1alpha1, kind: Evaluation, name: eval-%1$s, uid: 5b2a}]
          labels: {dyff.io/id: %1$s}
        spec:
          backoffLimit: 6
          selector: {matchLabels: {batch.kubernetes.io/controller-uid: 6c1f}}
          template:
            metadata:
              labels: {dyff.io/id: %1$s, controller-uid: 6c1f, batch.kubernetes.io/job-name: eval-%1$s-client}
            spec:
              containers: [{name: client, image: example/client}]
        status: {succeeded: 1}
        """;

    @Test
    void shouldBeTheSameObjectOfAnotherEvaluation() {
        Job copy = Serialization.unmarshal(copyOf(JOB.formatted(ID)), Job.class);
        assertThat(copy.getMetadata().getName()).isEqualTo("eval-" + OTHER + "-client");
        assertThat(copy.getSpec().getTemplate().getMetadata().getLabels())
                .containsOnlyKeys("dyff.io/id")
                .containsValue(OTHER);
        assertThat(copy.getSpec().getBackoffLimit()).isEqualTo(6);
    }

    @Test
    void shouldHaveNothingThatAnApiServerAdds() {
        assertThat(copyOf(JOB.formatted(ID)))
                .doesNotContain("6c1f")
                .doesNotContain("ownerReferences")
                .doesNotContain("resourceVersion")
                .doesNotContain("succeeded");
    }

    private static String copyOf(String yaml) {
        return WorkflowObject.of(ID, Serialization.unmarshal(yaml, Job.class)).forId(OTHER);
    }
}
