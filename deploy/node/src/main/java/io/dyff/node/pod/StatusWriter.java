package io.dyff.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.node.NodeCounters;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one pod's state to the API server: only differences, several changes in one write, again until it is stored. */
final class StatusWriter {

    private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final PodApi api;
    private final PodStatusFactory factory;
    private final Duration batching;
    private final NodeCounters counters;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition stored = lock.newCondition();
    private @Nullable PodState state;
    private Pod pod;
    private boolean dirty;
    private boolean closed;
    private @Nullable JsonNode lastWritten;
    private @Nullable JsonNode lastAnswer;
    private long storedVersion = -1;

    StatusWriter(Pod pod, PodApi api, PodStatusFactory factory, Duration batching, NodeCounters counters) {
        this.pod = pod;
        this.api = api;
        this.factory = factory;
        this.batching = batching;
        this.counters = counters;
    }

    void start(PodState writes) {
        state = writes;
        Thread.ofVirtual().name("status-" + pod.getMetadata().getName()).start(this::run);
        changed();
    }

    /** There is something new to write. */
    void changed() {
        locked(() -> {
            dirty = true;
            news.signalAll();
        });
    }

    /** The API server's newest object: when its status is not what was written, it is written again. */
    void observe(Pod newest) {
        locked(() -> {
            if (version(newest) < version(pod)) {
                return;
            }
            pod = newest;
            if (lastAnswer != null && !owned(newest.getStatus()).equals(lastAnswer)) {
                dirty = true;
                news.signalAll();
            }
        });
    }

    /** Waits until all that is known now is stored; false when that took too long, or the pod is gone. */
    boolean flush(Duration most) throws InterruptedException {
        PodState writes = state;
        if (writes == null) {
            return false;
        }
        long wanted = writes.snapshot().version();
        lock.lock();
        try {
            long left = most.toNanos();
            while (storedVersion < wanted && !closed && left > 0) {
                left = stored.awaitNanos(left);
            }
            return storedVersion >= wanted;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        locked(() -> {
            closed = true;
            news.signalAll();
            stored.signalAll();
        });
    }

    private void run() {
        Duration retry = batching;
        try {
            while (awaitNews()) {
                try {
                    write();
                    retry = batching;
                } catch (KubernetesClientException failure) {
                    log.warn(
                            "cannot write a pod's status, will try again; pod={} code={} problem={}",
                            name(),
                            failure.getCode(),
                            failure.getMessage());
                    pause(retry);
                    retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry.multipliedBy(2);
                    changed();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a change, and then a moment for more of them unless the pod has ended. */
    private boolean awaitNews() throws InterruptedException {
        lock.lock();
        try {
            while (!dirty && !closed) {
                news.await();
            }
            long left = batching.toNanos();
            while (!closed && left > 0 && state != null && state.snapshot().end() == null) {
                left = news.awaitNanos(left);
            }
            dirty = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        PodState writes = state;
        if (writes == null) {
            return;
        }
        PodState.Snapshot snapshot = writes.snapshot();
        Pod known = pod;
        PodStatus status = factory.status(snapshot, known.getStatus());
        JsonNode fresh = owned(status);
        JsonNode there = owned(known.getStatus());
        // A server may store a status in words of its own: what counts is that its last answer still stands.
        boolean stands = fresh.equals(there) || fresh.equals(lastWritten) && there.equals(lastAnswer);
        if (!stands) {
            Optional<Pod> answer = api.patchStatus(known, status);
            counters.add(NodeCounters.Deed.STATUS_WRITTEN);
            answer.ifPresentOrElse(this::observeAnswer, this::close);
        }
        locked(() -> {
            lastWritten = fresh;
            storedVersion = snapshot.version();
            stored.signalAll();
        });
    }

    private void observeAnswer(Pod answer) {
        locked(() -> {
            lastAnswer = owned(answer.getStatus());
            if (version(answer) >= version(pod)) {
                pod = answer;
            }
        });
    }

    private void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** The fields of a status that the node decides; others, such as the quality class, come and go as they like. */
    private static JsonNode owned(@Nullable PodStatus status) {
        var all = JSON.createObjectNode();
        if (status != null) {
            JsonNode values = JSON.valueToTree(status);
            for (String field : OWNED) {
                if (values.has(field)
                        && !(values.get(field).isArray() && values.get(field).isEmpty())) {
                    all.set(field, values.get(field));
                }
            }
        }
        return all;
    }

    private static final java.util.List<String> OWNED = java.util.List.of(
            "phase",
            "reason",
            "message",
            "startTime",
            "podIP",
            "hostIP",
            "conditions",
            "initContainerStatuses",
            "containerStatuses");

    /** Newer objects have higher versions (a promise since Kubernetes 1.35, and true of every server before). */
    private static long version(Pod pod) {
        String text = pod.getMetadata().getResourceVersion();
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException opaque) {
            return Long.MAX_VALUE;
        }
    }

    private String name() {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
