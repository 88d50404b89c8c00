package io.dyff.bench.baseline;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The Job of a workflow with one step, as a client alone would make it: without resource, manifest or operator, which would
 * otherwise follow by its label what it did not make.
 */
public record BareJobs(String id, Job pattern) {

    private static final Map<String, String> OURS = Map.of("app.kubernetes.io/managed-by", "bench");

    /** Some of its kind, which nobody has made yet. */
    public List<Job> some(int count) {
        WorkflowObject object = WorkflowObject.of(id, pattern);
        return Stream.generate(() -> UUID.randomUUID().toString().replace("-", ""))
                .limit(count)
                .map(other -> own(Serialization.unmarshal(object.forId(other), Job.class)))
                .toList();
    }

    private static Job own(Job job) {
        return new JobBuilder(job)
                .editMetadata()
                .addToLabels(OURS)
                .endMetadata()
                .editSpec()
                .editTemplate()
                .editMetadata()
                .addToLabels(OURS)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }
}
