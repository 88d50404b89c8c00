package io.dyff.kube.controllers.job;

import io.dyff.kube.controllers.Children;
import io.dyff.kube.controllers.OwningController;
import io.dyff.kube.controllers.PodStates;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs the pods of Jobs and writes what became of them. */
public final class JobController extends OwningController<Job, Pod> {

    private static final String OURS = "kubernetes.io/job-controller";

    private final Children children;
    private final Clock clock;
    private final Duration firstRetry;

    /** @param firstRetry the pause after a first failed pod; doubles with each further one */
    public JobController(
            KubernetesClient client,
            SharedIndexInformer<Job> jobs,
            SharedIndexInformer<Pod> pods,
            Clock clock,
            Duration firstRetry) {
        super(Job.class, client, jobs, pods);
        this.children = new Children(client);
        this.clock = clock;
        this.firstRetry = firstRetry;
    }

    @Override
    protected void reconcile(Job job, List<Pod> own) {
        if (isManagedElsewhere(job)) {
            return;
        }
        if (JobConditions.isFinished(job)) {
            expire(job, own);
            return;
        }
        Instant now = Instant.now(clock);
        JobPlan plan = JobPlan.of(job, own, now, firstRetry);
        plan.superfluous().forEach(children::delete);
        int made = plan.missing() > 0 ? children.make(job, job.getSpec().getTemplate(), own, plan.missing()) : 0;
        plan.recheckAfter().ifPresent(delay -> lookAgain(job, delay));
        JobStatus status = plan.status(made);
        if (!status.equals(job.getStatus())) {
            client.resource(new JobBuilder(job).withStatus(status).build()).updateStatus();
        }
    }

    private static boolean isManagedElsewhere(Job job) {
        String manager = job.getSpec().getManagedBy();
        return manager != null && !manager.equals(OURS);
    }

    /** Deletes a finished job when its time to live is over; pods that still run after its end go at once. */
    private void expire(Job job, List<Pod> own) {
        own.stream().filter(PodStates::active).forEach(children::delete);
        Integer seconds = job.getSpec().getTtlSecondsAfterFinished();
        if (seconds == null) {
            return;
        }
        Instant due = JobConditions.finishedAt(job).plusSeconds(seconds);
        Duration left = Duration.between(Instant.now(clock), due);
        if (left.isPositive()) {
            lookAgain(job, left);
        } else {
            client.resource(job)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        }
    }
}
