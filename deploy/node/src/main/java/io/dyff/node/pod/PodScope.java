package io.dyff.node.pod;

import io.dyff.node.container.ContainerConfigException;
import io.dyff.node.container.ContainerPlan;
import io.dyff.node.container.PodFields;
import io.dyff.node.container.PodFolder;
import io.dyff.node.container.PodPorts;
import io.dyff.node.container.StopSignal;
import io.dyff.node.container.VolumeFiles;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the containers of one pod share. */
final class PodScope {

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
    private static final CompletableFuture<Void> NO_PLACE = CompletableFuture.completedFuture(null);

    private final Node node;
    private final Pod pod;
    private final PodFolder folder;
    private final PodPorts ports;
    private final PodState state;
    private final StopSignal stop;
    private final ContainerPlan plan;
    private final VolumeFiles volumes;
    private final ReentrantLock making = new ReentrantLock();
    private boolean made;
    private @Nullable CompletableFuture<Void> place;

    PodScope(Node node, Pod pod, PodFolder folder, PodPorts ports, PodState state, StopSignal stop) {
        this.node = node;
        this.pod = pod;
        this.folder = folder;
        this.ports = ports;
        this.state = state;
        this.stop = stop;
        PodFields fields = new PodFields(pod, node.settings().name());
        this.plan = new ContainerPlan(fields, folder, ports, node.surroundings());
        this.volumes = new VolumeFiles(folder, fields, node.api());
    }

    Node node() {
        return node;
    }

    PodFolder folder() {
        return folder;
    }

    PodPorts ports() {
        return ports;
    }

    PodState state() {
        return state;
    }

    StopSignal stop() {
        return stop;
    }

    ContainerPlan plan() {
        return plan;
    }

    RestartPolicy policy() {
        return RestartPolicy.of(pod);
    }

    /** How long programs have to end, when nobody says otherwise. */
    Duration grace() {
        Long seconds = pod.getSpec().getTerminationGracePeriodSeconds();
        return capped(seconds == null ? DEFAULT_GRACE : Duration.ofSeconds(seconds));
    }

    Duration capped(Duration grace) {
        Duration longest = node.settings().longestGrace();
        return grace.compareTo(longest) > 0 ? longest : grace;
    }

    /** A pod of a Job: the Job's failure policy can decide about it, so it fails at once where another pod would wait. */
    boolean belongsToJob() {
        return pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals("Job") && Boolean.TRUE.equals(owner.getController()));
    }

    /** The pod's place among those that start, asked for once; one that serves, or runs already, needs none. */
    synchronized CompletableFuture<Void> place() {
        if (place == null) {
            place = policy() == RestartPolicy.ALWAYS ? NO_PLACE : node.places().ask();
        }
        return place;
    }

    /** A program starts: after a while the pod's place is another's. */
    void starts() {
        node.clock().schedule(this::leavePlace, node.settings().startTime().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The pod needs no place, or no longer. */
    synchronized void leavePlace() {
        if (place != null && place != NO_PLACE && !place.cancel(false)) {
            node.places().giveBack();
        }
        place = NO_PLACE;
    }

    /**
     * Makes the volumes, if that has not been done.
     *
     * @throws ContainerConfigException when one cannot be made
     */
    void makeVolumes() {
        making.lock();
        try {
            if (!made) {
                volumes.create();
                made = true;
            }
        } finally {
            making.unlock();
        }
    }

    @Override
    public String toString() {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
