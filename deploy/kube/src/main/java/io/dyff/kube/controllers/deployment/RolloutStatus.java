package io.dyff.kube.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of a Deployment: its numbers, whether it is available, and whether it gets on. */
final class RolloutStatus {

    private static final String AVAILABLE = "Available";
    private static final String PROGRESSING = "Progressing";

    private final Deployment deployment;
    private final DeploymentStatus old;
    private final Rollout rollout;
    private final Instant now;

    RolloutStatus(Deployment deployment, Rollout rollout, Instant now) {
        this.deployment = deployment;
        this.old = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
        this.rollout = rollout;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    DeploymentStatus status() {
        int available = rollout.all().stream().mapToInt(Rollout::available).sum();
        int total = rollout.all().stream().mapToInt(Rollout::pods).sum();
        int wanted = rollout.wanted();
        boolean enough = available >= wanted - rollout.unavailable();
        return new DeploymentStatusBuilder(old)
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(orNull(total))
                .withUpdatedReplicas(orNull(rollout.present().map(Rollout::pods).orElse(0)))
                .withReadyReplicas(
                        orNull(rollout.all().stream().mapToInt(Rollout::ready).sum()))
                .withAvailableReplicas(orNull(available))
                .withUnavailableReplicas(orNull(Math.max(0, Math.max(total, wanted) - available)))
                .withConditions(
                        enough
                                ? condition(
                                        AVAILABLE,
                                        "True",
                                        "MinimumReplicasAvailable",
                                        "Deployment has minimum availability.")
                                : condition(
                                        AVAILABLE,
                                        "False",
                                        "MinimumReplicasUnavailable",
                                        "Deployment does not have minimum availability."),
                        progressing(available))
                .build();
    }

    private static @Nullable Integer orNull(int number) {
        return number == 0 ? null : number;
    }

    private Optional<DeploymentCondition> find(String type) {
        return old.getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** Times stay: of the transition while the status is the same, of the update while all is. */
    private DeploymentCondition condition(String type, String status, String reason, String message) {
        Optional<DeploymentCondition> before = find(type);
        if (before.filter(c ->
                        c.getStatus().equals(status) && reason.equals(c.getReason()) && message.equals(c.getMessage()))
                .isPresent()) {
            return before.get();
        }
        String since = before.filter(c -> c.getStatus().equals(status))
                .map(DeploymentCondition::getLastTransitionTime)
                .orElse(now.toString());
        return new DeploymentConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .withLastUpdateTime(now.toString())
                .build();
    }

    private DeploymentCondition progressing(int available) {
        String set = rollout.present().map(s -> s.getMetadata().getName()).orElse("");
        if (isComplete(available)) {
            return condition(
                    PROGRESSING,
                    "True",
                    "NewReplicaSetAvailable",
                    "ReplicaSet \"" + set + "\" has successfully progressed.");
        }
        if (rollout.present().isEmpty()) {
            return condition(PROGRESSING, "True", "NewReplicaSetCreated", "Created a new replica set");
        }
        Optional<Instant> due = due();
        if (due.filter(time -> !now.isBefore(time)).isPresent() && !hasProgressed(available)) {
            return condition(
                    PROGRESSING,
                    "False",
                    "ProgressDeadlineExceeded",
                    "ReplicaSet \"" + set + "\" has timed out progressing.");
        }
        boolean exceeded = find(PROGRESSING)
                .filter(c -> "ProgressDeadlineExceeded".equals(c.getReason()))
                .isPresent();
        if (exceeded && !hasProgressed(available)) {
            return find(PROGRESSING).orElseThrow();
        }
        DeploymentCondition condition =
                condition(PROGRESSING, "True", "ReplicaSetUpdated", "ReplicaSet \"" + set + "\" is progressing.");
        return hasProgressed(available)
                ? new DeploymentConditionBuilder(condition)
                        .withLastUpdateTime(now.toString())
                        .build()
                : condition;
    }

    private boolean isComplete(int available) {
        boolean updated = rollout.present()
                .filter(set -> Rollout.pods(set) == rollout.wanted() && Rollout.available(set) == rollout.wanted())
                .isPresent();
        return updated
                && available >= rollout.wanted()
                && rollout.earlier().stream().allMatch(set -> Rollout.pods(set) == 0 && Rollout.size(set) == 0);
    }

    /** More updated or available pods than before, or fewer old ones, or a new template. */
    private boolean hasProgressed(int available) {
        int updated = rollout.present().map(Rollout::pods).orElse(0);
        int oldUpdated = number(old.getUpdatedReplicas());
        int oldOthers = number(old.getReplicas()) - oldUpdated;
        int others = rollout.earlier().stream().mapToInt(Rollout::pods).sum();
        Long observed = old.getObservedGeneration();
        return updated > oldUpdated
                || available > number(old.getAvailableReplicas())
                || others < oldOthers
                || observed == null
                || !observed.equals(deployment.getMetadata().getGeneration());
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    /** When a rollout that gets on no more counts as failed. */
    private Optional<Instant> due() {
        Integer seconds = deployment.getSpec().getProgressDeadlineSeconds();
        Optional<DeploymentCondition> condition =
                find(PROGRESSING).filter(c -> !"NewReplicaSetAvailable".equals(c.getReason()));
        if (seconds == null || condition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Instant.parse(condition.get().getLastUpdateTime()).plusSeconds(seconds));
    }

    /** When to look again although nothing happens. */
    Optional<Duration> recheckAfter() {
        Integer seconds = deployment.getSpec().getProgressDeadlineSeconds();
        boolean over = find(PROGRESSING)
                .filter(c -> c.getStatus().equals("False") || "NewReplicaSetAvailable".equals(c.getReason()))
                .isPresent();
        if (seconds == null || over) {
            return Optional.empty();
        }
        Duration left = due().map(time -> Duration.between(now, time)).orElse(Duration.ofSeconds(seconds));
        return Optional.of(left.isNegative() ? Duration.ofSeconds(1) : left.plusSeconds(1));
    }
}
