package io.dyff.kube.controllers.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a Job: reading them, and setting them so that times change only with the status. */
final class JobConditions {

    private final List<JobCondition> conditions;
    private final String now;

    JobConditions(List<JobCondition> present, Instant now) {
        this.conditions = new ArrayList<>(present);
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Optional<JobCondition> find(Job job, String type) {
        JobStatus status = job.getStatus();
        return status == null
                ? Optional.empty()
                : status.getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    static boolean isTrue(Job job, String type) {
        return find(job, type)
                .filter(condition -> condition.getStatus().equals("True"))
                .isPresent();
    }

    static boolean isFinished(Job job) {
        return isTrue(job, "Complete") || isTrue(job, "Failed");
    }

    static Instant finishedAt(Job job) {
        return find(job, "Complete")
                .filter(condition -> condition.getStatus().equals("True"))
                .or(() -> find(job, "Failed"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .orElse(Instant.EPOCH);
    }

    void set(String type, boolean status, String reason, String message) {
        String text = status ? "True" : "False";
        for (int i = 0; i < conditions.size(); i++) {
            JobCondition old = conditions.get(i);
            if (old.getType().equals(type)) {
                if (!old.getStatus().equals(text) || !reason.equals(old.getReason())) {
                    conditions.set(i, condition(type, text, reason, message));
                }
                return;
            }
        }
        conditions.add(condition(type, text, reason, message));
    }

    private JobCondition condition(String type, String status, String reason, String message) {
        return new JobConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withLastProbeTime(now)
                .withLastTransitionTime(now)
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    List<JobCondition> all() {
        return conditions;
    }
}
