package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Job that runs one of our step programs on the manifest; its skeleton has the name of the subclass. */
public abstract class StepJob<P extends DyffResource<?>> implements Part<P> {

    private final Job skeleton = Skeleton.read(getClass(), Job.class);
    private final String program;
    private final String image;
    private final String storageSecret;

    /**
     * @param program name of the step program, as operator/exit-codes.yaml has it
     * @param image image of the step program
     * @param storageSecret name of the Secret whose keys become the program's environment
     */
    protected StepJob(String program, String image, String storageSecret) {
        this.program = program;
        this.image = image;
        this.storageSecret = storageSecret;
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
    public final Optional<HasMetadata> desired(P primary) {
        return Optional.of(new JobBuilder(skeleton)
                .withMetadata(Children.metadata(primary, component(), name(primary)))
                .editSpec()
                .withSuspend(suspended(primary))
                .withActiveDeadlineSeconds(deadline(primary))
                .editPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withOperator("In")
                .withValues(ExitCodes.whichAreFinal(program))
                .endOnExitCodes()
                .endRule()
                .endPodFailurePolicy()
                .editTemplate()
                .withNewMetadata()
                .withLabels(Children.labels(primary, component()))
                .endMetadata()
                .editSpec()
                .editFirstContainer()
                .withImage(image)
                .withEnvFrom(new EnvFromSourceBuilder()
                        .withNewSecretRef()
                        .withName(storageSecret)
                        .endSecretRef()
                        .build())
                .endContainer()
                .withVolumes(volumes(primary))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
    }

    private List<Volume> volumes(P primary) {
        return skeleton.getSpec().getTemplate().getSpec().getVolumes().stream()
                .map(volume -> volume.getConfigMap() == null
                        ? volume
                        : volume.edit()
                                .editConfigMap()
                                .withName(Children.name(primary, Manifest.COMPONENT))
                                .endConfigMap()
                                .build())
                .toList();
    }

    @Override
    public final Progress progress(P primary, Observed observed) {
        Optional<Job> job = observed.get(Job.class, name(primary)).filter(found -> Children.owns(primary, found));
        if (job.isPresent() && has(job.get(), "Complete")) {
            return Progress.DONE;
        }
        List<Pod> pods = observed.pods(component());
        if (job.isPresent() && has(job.get(), "Failed")) {
            return Progress.failed(failure(job.get(), PodReports.lastFailure(pods)));
        }
        return PodReports.hindered(pods)
                .map(why -> Progress.running(Reason.PodWaiting, why))
                .orElseGet(() -> Progress.running(running(), "Job " + name(primary)));
    }

    /** All of an existing Job but its suspension is settled. */
    @Override
    public final Optional<Change> correct(HasMetadata actual, HasMetadata desired) {
        boolean wanted = Boolean.TRUE.equals(((Job) desired).getSpec().getSuspend());
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
