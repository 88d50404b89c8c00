package io.dyff.routes.logs;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Statuses;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest lines of an entity: of the pods that live, of those that were kept, of the file that a method wrote. */
public final class WorkflowLogs {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowLogs.class);
    private static final long MAX_BYTES = 4L << 20;
    private static final int AT_ONCE = 8;
    private static final long PATIENCE_SECONDS = 2;
    private final WorkflowPods pods;
    private final PodOutput output;
    private final KeptLogs kept;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    WorkflowLogs(WorkflowPods pods, KeptLogs kept, Clock clock) {
        this.pods = pods;
        this.output = new PodOutput(pods);
        this.kept = kept;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param limit how many lines at most
     * @param since only what is newer, all when absent
     */
    public record Wanted(int limit, @Nullable Instant since) {
        boolean isOf(LogLine line) {
            return since == null || line.timestamp().isAfter(since);
        }
    }

    /** Reads them; too many readers at once, or a cluster that does not answer, is a 503. */
    public Newest read(Kind kind, String id, String status, Wanted wanted) throws InterruptedException {
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Problem.retryLater(503, "too many logs are being read", 2).exception();
        }
        try {
            Newest newest = new Newest(wanted.limit(), MAX_BYTES);
            collect(kind, id, status, wanted, line -> {
                if (wanted.isOf(line)) {
                    newest.add(line);
                }
            });
            return newest;
        } finally {
            places.release();
        }
    }

    private void collect(Kind kind, String id, String status, Wanted wanted, Consumer<LogLine> lines) {
        if (kind.cluster() == null) {
            return;
        }
        Set<String> ended = new HashSet<>(kept.pods(id));
        List<LogSource> living = living(kind.cluster(), id, status, !ended.isEmpty());
        ended.forEach(pod -> kept.read(id, pod, lines));
        living.stream()
                .filter(source -> !ended.contains(source.podName()))
                .forEach(source -> read(source, wanted, lines));
        if (Statuses.isTerminal(status)) {
            kept.readOwn(kind, id, lines);
        }
    }

    /** Before it is admitted it has no pods; when it has ended, those that were kept can stand for all. */
    private List<LogSource> living(Kind.Cluster cluster, String id, String status, boolean keptSome) {
        boolean ended = Statuses.isTerminal(status);
        if (!ended && !Statuses.isLive(status)) {
            return List.of();
        }
        try {
            return pods.sources(cluster, id);
        } catch (KubernetesClientException e) {
            LOG.warn("pods cannot be listed: {}", e.getMessage());
            if (ended && keptSome) {
                return List.of();
            }
            throw Problem.retryLater(503, "the cluster does not answer", 2).exception();
        }
    }

    /** A log that cannot be had says so in its place. */
    private void read(LogSource source, Wanted wanted, Consumer<LogLine> lines) {
        try {
            output.read(source, wanted.limit(), wanted.since(), lines);
        } catch (IOException e) {
            lines.accept(unreadable(source, e));
        }
    }

    private LogLine unreadable(LogSource source, IOException fault) {
        LOG.info("log of {} {} cannot be read: {}", source.podName(), source.container(), fault.toString());
        return new LogLine(clock.instant(), "[the rest of this log cannot be read just now]", source.labels());
    }
}
