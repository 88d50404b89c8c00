package io.dyff.kube.controllers.deployment;

import io.dyff.kube.controllers.Children;
import io.dyff.kube.controllers.OwningController;
import io.dyff.kube.controllers.PodStates;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps as many pods of one template as a ReplicaSet asks for. */
public final class ReplicaSetController extends OwningController<ReplicaSet, Pod> {

    private final Children children;
    private final Clock clock;

    public ReplicaSetController(
            KubernetesClient client, SharedIndexInformer<ReplicaSet> sets, SharedIndexInformer<Pod> pods, Clock clock) {
        super(ReplicaSet.class, client, sets, pods);
        this.children = new Children(client);
        this.clock = clock;
    }

    @Override
    protected void reconcile(ReplicaSet set, List<Pod> own) {
        List<Pod> active = own.stream().filter(PodStates::active).toList();
        int wanted = set.getSpec().getReplicas() == null ? 1 : set.getSpec().getReplicas();
        int made = 0;
        if (active.size() < wanted) {
            made = children.make(set, set.getSpec().getTemplate(), own, wanted - active.size());
        } else {
            active.stream()
                    .sorted(leastWorthFirst())
                    .limit(active.size() - wanted)
                    .forEach(children::delete);
        }
        writeStatus(set, active, made);
    }

    private static Comparator<Pod> leastWorthFirst() {
        return Comparator.comparing((Pod pod) -> PodStates.ready(pod) ? 1 : 0)
                .thenComparing(pod -> pod.getMetadata().getCreationTimestamp(), Comparator.reverseOrder())
                .thenComparing(pod -> pod.getMetadata().getName());
    }

    private void writeStatus(ReplicaSet set, List<Pod> active, int made) {
        Instant now = Instant.now(clock);
        Integer seconds = set.getSpec().getMinReadySeconds();
        Duration least = Duration.ofSeconds(seconds == null ? 0 : seconds);
        int ready = (int) active.stream().filter(PodStates::ready).count();
        int available = (int) active.stream()
                .filter(pod -> PodStates.available(pod, least, now))
                .count();
        ReplicaSetStatus old = Optional.ofNullable(set.getStatus()).orElseGet(ReplicaSetStatus::new);
        ReplicaSetStatus status = new ReplicaSetStatusBuilder(old)
                .withReplicas(active.size() + made)
                .withFullyLabeledReplicas(active.size() + made)
                .withReadyReplicas(ready == 0 ? null : Integer.valueOf(ready))
                .withAvailableReplicas(available == 0 ? null : Integer.valueOf(available))
                .withObservedGeneration(set.getMetadata().getGeneration())
                .build();
        if (!status.equals(set.getStatus())) {
            client.resource(new ReplicaSetBuilder(set).withStatus(status).build())
                    .updateStatus();
        }
        if (available < ready) {
            lookAgain(set, least);
        }
    }
}
