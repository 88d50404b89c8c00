package io.dyff.kube.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a pod's status says. */
public final class PodStates {

    private PodStates() {}

    private static String phase(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return phase == null ? "Pending" : phase;
    }

    public static boolean succeeded(Pod pod) {
        return phase(pod).equals("Succeeded");
    }

    public static boolean failed(Pod pod) {
        return phase(pod).equals("Failed");
    }

    public static boolean ending(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Neither finished nor on its way out. */
    public static boolean active(Pod pod) {
        return !succeeded(pod) && !failed(pod) && !ending(pod);
    }

    public static boolean ready(Pod pod) {
        return !ending(pod) && readySince(pod).isPresent();
    }

    public static Optional<Instant> readySince(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"))
                .findFirst()
                .map(condition -> condition.getLastTransitionTime() == null
                        ? Instant.EPOCH
                        : Instant.parse(condition.getLastTransitionTime()));
    }

    /** Ready for at least that long. */
    public static boolean available(Pod pod, Duration least, Instant now) {
        return ready(pod)
                && readySince(pod).map(since -> !since.plus(least).isAfter(now)).orElse(false);
    }
}
