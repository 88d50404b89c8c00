package io.dyff.kube.controllers.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How large each ReplicaSet of a Deployment should be now; source of the rules: Kubernetes, "Deployments", strategy.
 *
 * @param present the set of the present template
 * @param earlier all other sets
 */
record Rollout(Deployment deployment, Optional<ReplicaSet> present, List<ReplicaSet> earlier) {

    static int size(ReplicaSet set) {
        Integer replicas = set.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    /** Pods that exist, whatever was asked for. */
    static int pods(ReplicaSet set) {
        Integer replicas = set.getStatus() == null ? null : set.getStatus().getReplicas();
        return replicas == null ? 0 : replicas;
    }

    static int available(ReplicaSet set) {
        Integer replicas = set.getStatus() == null ? null : set.getStatus().getAvailableReplicas();
        return replicas == null ? 0 : replicas;
    }

    static int ready(ReplicaSet set) {
        Integer replicas = set.getStatus() == null ? null : set.getStatus().getReadyReplicas();
        return replicas == null ? 0 : replicas;
    }

    List<ReplicaSet> all() {
        List<ReplicaSet> all = new ArrayList<>(earlier);
        present.ifPresent(all::add);
        return all;
    }

    int wanted() {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    private boolean recreates() {
        return deployment.getSpec().getStrategy() != null
                && "Recreate".equals(deployment.getSpec().getStrategy().getType());
    }

    private @Nullable RollingUpdateDeployment limits() {
        return deployment.getSpec().getStrategy() == null
                ? null
                : deployment.getSpec().getStrategy().getRollingUpdate();
    }

    private int surge() {
        RollingUpdateDeployment limits = limits();
        return limits == null ? 1 : part(limits.getMaxSurge(), true);
    }

    int unavailable() {
        if (recreates()) {
            return wanted();
        }
        RollingUpdateDeployment limits = limits();
        int most = limits == null ? 0 : part(limits.getMaxUnavailable(), false);
        return most == 0 && surge() == 0 ? 1 : Math.min(most, wanted());
    }

    private int part(@Nullable IntOrString value, boolean up) {
        String text = value == null ? "25%" : String.valueOf(value.getValue());
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        double exact = wanted() * Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0;
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }

    /** The size of a set that does not exist yet. */
    int firstSize() {
        if (recreates()) {
            return earlier.stream().anyMatch(set -> size(set) > 0 || pods(set) > 0) ? 0 : wanted();
        }
        int others = earlier.stream().mapToInt(Rollout::size).sum();
        return Math.max(0, Math.min(wanted(), wanted() + surge() - others));
    }

    /** The sets whose size must change. */
    Map<ReplicaSet, Integer> sizes() {
        Map<ReplicaSet, Integer> sizes = new LinkedHashMap<>();
        if (present.isEmpty()) {
            return sizes;
        }
        if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
            put(
                    sizes,
                    present.get(),
                    Math.max(
                            0,
                            wanted() - earlier.stream().mapToInt(Rollout::size).sum()));
        } else if (recreates()) {
            earlier.forEach(set -> put(sizes, set, 0));
            if (earlier.stream().allMatch(set -> size(set) == 0 && pods(set) == 0)) {
                put(sizes, present.get(), wanted());
            }
        } else {
            roll(sizes, present.get());
        }
        return sizes;
    }

    private void roll(Map<ReplicaSet, Integer> sizes, ReplicaSet newest) {
        int total = all().stream().mapToInt(Rollout::size).sum();
        int grown = size(newest);
        if (grown > wanted()) {
            grown = wanted();
        } else if (grown < wanted()) {
            grown = Math.min(wanted(), grown + Math.max(0, wanted() + surge() - total));
        }
        put(sizes, newest, grown);
        int notYet = grown - Math.min(grown, available(newest));
        int removable = total - size(newest) + grown - (wanted() - unavailable()) - notYet;
        shrink(sizes, Math.max(0, removable));
    }

    /** Takes pods that do not serve first, then the oldest sets. */
    private void shrink(Map<ReplicaSet, Integer> sizes, int removable) {
        int left = removable;
        Map<ReplicaSet, Integer> remaining = new LinkedHashMap<>();
        List<ReplicaSet> oldestFirst = earlier.stream()
                .filter(set -> size(set) > 0)
                .sorted(Comparator.comparingLong(DeploymentController::revision))
                .toList();
        for (ReplicaSet set : oldestFirst) {
            int idle = Math.min(left, size(set) - Math.min(size(set), available(set)));
            remaining.put(set, size(set) - idle);
            left -= idle;
        }
        int availableNow = all().stream().mapToInt(Rollout::available).sum();
        left = Math.min(left, Math.max(0, availableNow - (wanted() - unavailable())));
        for (ReplicaSet set : oldestFirst) {
            int size = remaining.getOrDefault(set, 0);
            int taken = Math.min(left, size);
            left -= taken;
            put(sizes, set, size - taken);
        }
    }

    private static void put(Map<ReplicaSet, Integer> sizes, ReplicaSet set, int size) {
        if (size(set) != size) {
            sizes.put(set, size);
        }
    }
}
