package io.dyff.bench.baseline;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The Job of a workflow with one step, as a client alone would make it: without resource, manifest or operator. */
public record BareJobs(String id, Job pattern) {

    /** Some of its kind, which nobody has made yet. */
    public List<Job> some(int count) {
        WorkflowObject object = WorkflowObject.of(id, pattern);
        return Stream.generate(() -> UUID.randomUUID().toString().replace("-", ""))
                .limit(count)
                .map(other -> Serialization.unmarshal(object.forId(other), Job.class))
                .toList();
    }
}
