package io.dyff.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BareJobsTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    @Test
    void shouldBelongToNobodyWhoFollowsTheOperatorsLabel() {
        Map<String, String> labels = Map.of(MANAGED_BY, "dyff-operator", "dyff.io/id", ID);
        Job pattern = new JobBuilder()
                .withNewMetadata()
                .withName("report-" + ID + "-run")
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();

        Job job = new BareJobs(ID, pattern).some(1).getFirst();

        assertThat(job.getMetadata().getLabels())
                .containsEntry(MANAGED_BY, "bench")
                .containsKey("dyff.io/id");
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels()).containsEntry(MANAGED_BY, "bench");
        assertThat(job.getMetadata().getName()).startsWith("report-").doesNotContain(ID);
    }
}
