package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Job of a step: what all have is in StepJob.yaml, what one has alone in the file with the name of its class. */
public abstract class StepJob<P extends DyffResource<?>> implements Part<P> {

    private final Job common = Skeleton.read(StepJob.class, Job.class);
    private final Job own = Skeleton.read(getClass(), Job.class);
    private final StepPod<P> pod;

    /** @param roles of the containers in the Job's own file, by their names */
    protected StepJob(Map<String, Role<P>> roles) {
        this.pod = new StepPod<>(
                common.getSpec().getTemplate().getSpec(),
                own.getSpec().getTemplate().getSpec().getContainers(),
                roles);
    }

    /** How long the Job may take, in seconds; null when there is no limit. */
    protected abstract @Nullable Long deadline(P primary);

    /** What the step reports while the Job runs. */
    protected abstract Reason running();

    @Override
    public final Class<? extends HasMetadata> type() {
        return Job.class;
    }

    @Override
    public final HasMetadata desired(P primary) {
        return new JobBuilder(common)
                .withMetadata(Children.metadata(primary, component(), name(primary)))
                .editSpec()
                .withBackoffLimit(own.getSpec().getBackoffLimit())
                .withSuspend(suspended(primary))
                .withActiveDeadlineSeconds(deadline(primary))
                .editPodFailurePolicy()
                .addAllToRules(pod.finalExits())
                .endPodFailurePolicy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Children.podLabels(primary, component(), pod.runsUsersCode()))
                .endMetadata()
                .withSpec(pod.spec(primary))
                .endTemplate()
                .endSpec()
                .build();
    }

    @Override
    public final Progress progress(P primary, Observed observed) {
        Optional<Job> job = observed.get(Job.class, name(primary)).filter(found -> Children.owns(primary, found));
        if (job.isPresent() && has(job.get(), "Complete")) {
            return Progress.DONE;
        }
        List<Pod> pods = observed.pods(primary, component());
        if (job.isPresent() && has(job.get(), "Failed")) {
            Optional<String> words = PodReports.lastFailure(pods);
            // A Job fails after its pods: one that still runs here was seen before, and will say why in a moment.
            return words.isEmpty() && PodReports.anyRuns(pods)
                    ? Progress.running(running(), "Job " + name(primary) + " failed")
                    : Progress.failed(failure(job.get(), words));
        }
        return PodReports.hindered(pods)
                .or(() -> job.flatMap(found -> refused(found, pods, observed)))
                .map(why -> Progress.running(why.reason(), why.message()))
                .orElseGet(() -> Progress.running(running(), "Job " + name(primary)));
    }

    /** That the API server takes no pod of a Job stands nowhere but in events, which outlive their truth. */
    private static Optional<Hindrance> refused(Job job, List<Pod> pods, Observed observed) {
        if (PodReports.anyRuns(pods)) {
            return Optional.empty();
        }
        Optional<Instant> newest = pods.stream()
                .map(pod -> Instant.parse(pod.getMetadata().getCreationTimestamp()))
                .max(Comparator.naturalOrder());
        return observed.refusedPod(job)
                .filter(event -> newest.isEmpty() || PodRefusals.last(event).isAfter(newest.get()))
                .map(event -> Refusals.ofPod("Job " + job.getMetadata().getName(), event.getMessage()));
    }

    /** All of an existing Job but its suspension is settled. */
    @Override
    public final Optional<Change> correct(P primary, HasMetadata actual) {
        boolean wanted = suspended(primary);
        boolean found = Boolean.TRUE.equals(((Job) actual).getSpec().getSuspend());
        return wanted == found || ended((Job) actual)
                ? Optional.empty()
                : Optional.of(new Change.Suspend((Job) actual, wanted));
    }

    /** An ended Job stays, for its pods' logs. */
    @Override
    public final boolean removedAfterwards(HasMetadata actual) {
        return !ended((Job) actual);
    }

    private boolean suspended(P primary) {
        return Objects.requireNonNull(primary.getSpec()).suspended();
    }

    private static boolean ended(Job job) {
        return has(job, "Complete") || has(job, "Failed");
    }

    private static boolean has(Job job, String type) {
        return condition(job, type).isPresent();
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .findFirst();
    }

    private static String failure(Job job, Optional<String> pod) {
        String reason = condition(job, "Failed")
                .map(failed ->
                        failed.getMessage() == null || failed.getMessage().isEmpty()
                                ? String.valueOf(failed.getReason())
                                : failed.getReason() + ": " + failed.getMessage())
                .orElse("");
        return "Job %s failed: %s%s"
                .formatted(
                        job.getMetadata().getName(),
                        reason,
                        pod.map(words -> "; " + words).orElse(""));
    }
}
