package io.dyff.routes.logs;

import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Statuses;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an entity prints and has printed, as it comes: the pods that live are followed, new ones too, and what others left
 * is read from where it is kept. It ends when the entity has come to rest and nothing more can come. The queue is the only
 * buffer: who does not take lines from it keeps the pods' output waiting.
 */
public final class LogFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);
    private static final long PAUSE_SECONDS = 2;

    /** So often it is looked after the end: what ended last is kept by then. */
    private static final int LOOKS_AT_REST = 2;

    private static final int MOST_FOLLOWED = 32;
    private final WorkflowPods pods;
    private final KeptLogs kept;
    private final Kind kind;
    private final String id;
    private final BlockingQueue<LogLine> lines;
    private final Map<String, LogFollower> followers = new ConcurrentHashMap<>();
    private final Set<String> told = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean ended;

    /** @param lines takes what comes */
    public LogFeed(WorkflowPods pods, KeptLogs kept, Kind kind, String id, BlockingQueue<LogLine> lines) {
        this.pods = pods;
        this.kept = kept;
        this.kind = kind;
        this.id = id;
        this.lines = lines;
    }

    /** True when all lines that there will ever be are in the queue. */
    public boolean hasEnded() {
        return ended;
    }

    /**
     * Feeds the queue until the end, or until it is closed.
     *
     * @param status of the entity now; empty when it is no more
     */
    public void run(Supplier<Optional<String>> status) throws InterruptedException {
        try {
            feed(status);
        } catch (CancellationException e) {
            LOG.debug("nobody reads any more", e);
        } finally {
            // Those too that were begun while it was closed.
            followers.values().forEach(LogFollower::close);
        }
    }

    private void feed(Supplier<Optional<String>> status) throws InterruptedException {
        keptOnes();
        for (int looksAtRest = 0; !ended; ) {
            looksAtRest += look(status) ? 1 : 0;
            if (looksAtRest >= LOOKS_AT_REST && followers.values().stream().noneMatch(LogFollower::isRunning)) {
                keptOnes();
                kept.readOwn(kind, id, this::put);
                ended = true;
            } else if (closed.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        }
    }

    /** True when the entity has come to rest. What cannot be seen just now is looked for again, until then. */
    private boolean look(Supplier<Optional<String>> status) {
        boolean rests = false;
        try {
            String now = status.get().orElse(Statuses.DELETED);
            rests = Statuses.isTerminal(now);
            living(now);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.info("pods of {} are not looked at just now: {}", id, e.toString());
        }
        return rests;
    }

    private void living(String status) {
        Kind.Cluster cluster = kind.cluster();
        if (cluster == null || !(Statuses.isLive(status) || Statuses.isTerminal(status))) {
            return;
        }
        for (LogSource source : pods.sources(cluster, id)) {
            Optional<LogLine> waiting = source.waitingLine().filter(line -> told.add(source.key() + line.message()));
            waiting.ifPresent(this::put);
            if (source.started() && !told.contains(keptPod(source.podName()))) {
                follow(source);
            }
        }
    }

    private void follow(LogSource source) {
        LogFollower follower = followers.get(source.key());
        long running =
                followers.values().stream().filter(LogFollower::isRunning).count();
        if (running >= MOST_FOLLOWED || (follower != null && !follower.isBroken())) {
            return;
        }
        if (follower == null) {
            follower = new LogFollower(pods, source, lines);
            followers.put(source.key(), follower);
        }
        follower.start();
    }

    /** What pods left that were not followed. */
    private void keptOnes() {
        List<String> followed =
                followers.values().stream().map(LogFollower::podName).toList();
        kept.pods(id).stream()
                .filter(pod -> !followed.contains(pod) && told.add(keptPod(pod)))
                .forEach(pod -> kept.read(id, pod, this::put));
    }

    private static String keptPod(String name) {
        return "kept " + name;
    }

    /** Waits for a place, as long as somebody reads. */
    private void put(LogLine line) {
        try {
            while (!lines.offer(line, PAUSE_SECONDS, TimeUnit.SECONDS)) {
                if (closed.getCount() == 0) {
                    throw new CancellationException();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /** Stops; lines that are in the queue stay there. */
    @Override
    public void close() {
        closed.countDown();
        followers.values().forEach(LogFollower::close);
    }
}
