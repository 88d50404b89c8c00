package io.dyff.kube.controllers.job;

import io.dyff.kube.controllers.PodStates;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done for a Job now: a pure function of the Job, its pods and the time.
 *
 * <p>Failures are counted from the pods that are kept; the count never falls when someone deletes them. Source of the
 * rules: Kubernetes, "Jobs".
 *
 * @param superfluous pods to delete
 * @param missing     pods to make
 */
record JobPlan(JobStatus base, List<Pod> superfluous, int missing, Optional<Duration> recheckAfter) {

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    static JobPlan of(Job job, List<Pod> pods, Instant now, Duration firstRetry) {
        return new Draft(job, pods, now).plan(firstRetry);
    }

    /** @param made pods that were made after the plan; they count as active */
    JobStatus status(int made) {
        if (made == 0) {
            return base;
        }
        int active = base.getActive() == null ? 0 : base.getActive();
        return new JobStatusBuilder(base).withActive(active + made).build();
    }

    /** Gathers the facts and draws the conclusions. */
    private static final class Draft {

        private final JobSpec spec;
        private final JobStatus old;
        private final Instant now;
        private final List<Pod> active;
        private final List<Pod> failures = new ArrayList<>();
        private final JobConditions conditions;
        private final int succeeded;
        private final int failed;
        private final int ending;
        private Optional<String> failJob = Optional.empty();
        private Optional<Instant> started;

        Draft(Job job, List<Pod> pods, Instant now) {
            this.spec = job.getSpec();
            this.old = job.getStatus() == null ? new JobStatus() : job.getStatus();
            this.now = now;
            this.active = pods.stream().filter(PodStates::active).toList();
            this.conditions = new JobConditions(old.getConditions(), now);
            this.succeeded = Math.max(number(old.getSucceeded()), (int)
                    pods.stream().filter(PodStates::succeeded).count());
            this.ending = (int) pods.stream()
                    .filter(pod -> PodStates.ending(pod) && !PodStates.failed(pod) && !PodStates.succeeded(pod))
                    .count();
            this.started = Optional.ofNullable(old.getStartTime()).map(Instant::parse);
            pods.stream().filter(pod -> isFailure(spec, pod)).forEach(pod -> judge(job, pod));
            this.failed = Math.max(number(old.getFailed()), failures.size());
        }

        private static int number(@org.jspecify.annotations.Nullable Integer value) {
            return value == null ? 0 : value;
        }

        /** A pod that is being deleted before it ended counts as failed, unless replacements wait for its end. */
        private static boolean isFailure(JobSpec spec, Pod pod) {
            boolean waits = "Failed".equals(spec.getPodReplacementPolicy());
            return PodStates.failed(pod) || (PodStates.ending(pod) && !PodStates.succeeded(pod) && !waits);
        }

        private void judge(Job job, Pod pod) {
            FailurePolicy.Verdict verdict = FailurePolicy.judge(job, pod);
            switch (verdict.action()) {
                case COUNT -> failures.add(pod);
                case FAIL_JOB -> {
                    failures.add(pod);
                    failJob = failJob.or(() -> Optional.of(verdict.message()));
                }
                case IGNORE -> {}
            }
        }

        JobPlan plan(Duration firstRetry) {
            if (Boolean.TRUE.equals(spec.getSuspend())) {
                return suspend();
            }
            if (started.isEmpty()) {
                started = Optional.of(now);
            }
            if (conditions.all().stream().anyMatch(c -> c.getType().equals("Suspended"))) {
                conditions.set("Suspended", false, "JobResumed", "Job resumed");
            }
            Optional<Instant> deadline = Optional.ofNullable(spec.getActiveDeadlineSeconds())
                    .map(seconds -> started.orElse(now).plusSeconds(seconds));
            int completions = spec.getCompletions() == null ? 1 : spec.getCompletions();
            if (failJob.isPresent()) {
                return fail("PodFailurePolicy", failJob.get());
            } else if (succeeded >= completions) {
                return complete();
            } else if (failed > number(spec.getBackoffLimit())) {
                return fail("BackoffLimitExceeded", "Job has reached the specified backoff limit");
            } else if (deadline.filter(due -> !now.isBefore(due)).isPresent()) {
                return fail("DeadlineExceeded", "Job was active longer than specified deadline");
            }
            Optional<Duration> untilDeadline = deadline.map(due -> Duration.between(now, due));
            return run(completions, retryAfter(firstRetry), untilDeadline);
        }

        private JobPlan run(int completions, Duration pause, Optional<Duration> untilDeadline) {
            int parallelism = spec.getParallelism() == null ? 1 : spec.getParallelism();
            boolean waits = "Failed".equals(spec.getPodReplacementPolicy());
            int present = active.size() + (waits ? ending : 0);
            int missing = Math.min(parallelism, completions - succeeded) - present;
            List<Pod> tooMany = missing < 0 ? active.subList(0, Math.min(-missing, active.size())) : List.of();
            if (missing > 0 && pause.isPositive()) {
                Duration next =
                        untilDeadline.filter(left -> left.compareTo(pause) < 0).orElse(pause);
                return new JobPlan(status(active.size()), List.of(), 0, Optional.of(next));
            }
            return new JobPlan(status(active.size()), tooMany, Math.max(0, missing), untilDeadline);
        }

        private Duration retryAfter(Duration firstRetry) {
            if (failures.isEmpty()) {
                return Duration.ZERO;
            }
            Instant last = failures.stream()
                    .map(this::endOf)
                    .max(Comparator.naturalOrder())
                    .orElse(now);
            long millis = firstRetry.toMillis() << Math.min(failures.size() - 1, 16);
            Duration pause = Duration.ofMillis(Math.min(millis, LONGEST_RETRY.toMillis()));
            return Duration.between(now, last.plus(pause));
        }

        private Instant endOf(Pod pod) {
            Stream<ContainerStatus> containers =
                    pod.getStatus() == null ? Stream.empty() : pod.getStatus().getContainerStatuses().stream();
            return containers
                    .filter(status ->
                            status.getState() != null && status.getState().getTerminated() != null)
                    .map(status -> status.getState().getTerminated().getFinishedAt())
                    .filter(java.util.Objects::nonNull)
                    .map(Instant::parse)
                    .max(Comparator.naturalOrder())
                    .orElseGet(() -> Instant.parse(pod.getMetadata().getCreationTimestamp()));
        }

        private JobPlan suspend() {
            conditions.set("Suspended", true, "JobSuspended", "Job suspended");
            started = Optional.empty();
            return new JobPlan(status(0), active, 0, Optional.empty());
        }

        private JobPlan fail(String reason, String message) {
            conditions.set("FailureTarget", true, reason, message);
            if (active.isEmpty() && ending == 0) {
                conditions.set("Failed", true, reason, message);
            }
            return new JobPlan(status(active.size()), active, 0, Optional.empty());
        }

        private JobPlan complete() {
            String message = "Reached expected number of succeeded pods";
            conditions.set("SuccessCriteriaMet", true, "CompletionsReached", message);
            boolean done = active.isEmpty();
            JobStatus status = status(active.size());
            if (done) {
                conditions.set("Complete", true, "CompletionsReached", message);
                status = status(0);
                status.setCompletionTime(now.truncatedTo(ChronoUnit.SECONDS).toString());
            }
            return new JobPlan(status, active, 0, Optional.empty());
        }

        private JobStatus status(int running) {
            JobStatusBuilder status = new JobStatusBuilder(old)
                    .withConditions(conditions.all())
                    .withStartTime(started.map(
                                    time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                            .orElse(null))
                    .withActive(running == 0 ? null : Integer.valueOf(running))
                    .withSucceeded(succeeded == 0 ? null : Integer.valueOf(succeeded))
                    .withFailed(failed == 0 ? null : Integer.valueOf(failed))
                    .withReady((int) active.stream().filter(PodStates::ready).count())
                    .withTerminating(ending);
            return status.build();
        }
    }
}
