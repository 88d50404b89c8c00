package io.dyff.kube.controllers.job;

import io.dyff.kube.controllers.Children;
import io.dyff.kube.controllers.Controllers;
import io.dyff.kube.controllers.Notify;
import io.dyff.kube.controllers.ObjectKey;
import io.dyff.kube.controllers.Owners;
import io.dyff.kube.controllers.PodStates;
import io.dyff.kube.controllers.WorkQueue;
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
public final class JobController implements Controllers.Controller {

    private static final String OURS = "kubernetes.io/job-controller";

    private final KubernetesClient client;
    private final SharedIndexInformer<Job> jobs;
    private final SharedIndexInformer<Pod> pods;
    private final Children children;
    private final Clock clock;
    private final Duration firstRetry;
    private final WorkQueue<ObjectKey> queue = new WorkQueue<>("jobs", this::reconcile);

    /** @param firstRetry the pause after a first failed pod; doubles with each further one */
    public JobController(
            KubernetesClient client,
            SharedIndexInformer<Job> jobs,
            SharedIndexInformer<Pod> pods,
            Clock clock,
            Duration firstRetry) {
        this.client = client;
        this.jobs = jobs;
        this.pods = pods;
        this.children = new Children(client);
        this.clock = clock;
        this.firstRetry = firstRetry;
        jobs.addEventHandler(new Notify<>(job -> queue.add(ObjectKey.of(job))));
        pods.addEventHandler(new Notify<>(this::enqueueOwner));
    }

    private void enqueueOwner(Pod pod) {
        Owners.controller(pod)
                .filter(owner -> owner.getKind().equals("Job"))
                .ifPresent(owner -> queue.add(new ObjectKey(pod.getMetadata().getNamespace(), owner.getName())));
    }

    private void reconcile(ObjectKey key) {
        Job job = jobs.getIndexer().getByKey(key.cached());
        if (job == null || job.getMetadata().getDeletionTimestamp() != null || isManagedElsewhere(job)) {
            return;
        }
        if (JobConditions.isFinished(job)) {
            expire(key, job);
            return;
        }
        List<Pod> own = pods.getIndexer()
                .byIndex(Owners.BY_CONTROLLER, job.getMetadata().getUid());
        Instant now = Instant.now(clock);
        JobPlan plan = JobPlan.of(job, own, now, firstRetry);
        plan.superfluous().forEach(children::delete);
        int made = plan.missing() > 0 ? children.make(job, job.getSpec().getTemplate(), own, plan.missing()) : 0;
        plan.recheckAfter().ifPresent(delay -> queue.addAfter(key, delay));
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
    private void expire(ObjectKey key, Job job) {
        pods.getIndexer().byIndex(Owners.BY_CONTROLLER, job.getMetadata().getUid()).stream()
                .filter(PodStates::active)
                .forEach(children::delete);
        Integer seconds = job.getSpec().getTtlSecondsAfterFinished();
        if (seconds == null) {
            return;
        }
        Instant due = JobConditions.finishedAt(job).plusSeconds(seconds);
        Duration left = Duration.between(Instant.now(clock), due);
        if (left.isPositive()) {
            queue.addAfter(key, left);
        } else {
            client.resource(job)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        }
    }

    @Override
    public void start() {
        queue.start();
    }

    @Override
    public void close() {
        queue.close();
    }
}
