package io.dyff.routes.logs;

import io.dyff.routes.logs.WorkflowPods.Part;
import io.dyff.routes.logs.WorkflowPods.Unreadable;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one run of a container to its end; started again after its connection broke, it goes on where it was. */
final class LogFollower implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

    /** How many lines from before. */
    private static final int BACKLOG = 1_000;

    private final WorkflowPods pods;
    private final LogSource source;
    private final BlockingQueue<LogLine> lines;
    private volatile State state = State.BROKEN;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Closeable stream;
    private @Nullable Instant last;

    private enum State {
        RUNNING,
        BROKEN,
        DONE
    }

    LogFollower(WorkflowPods pods, LogSource source, BlockingQueue<LogLine> lines) {
        this.pods = pods;
        this.source = source;
        this.lines = lines;
    }

    String podName() {
        return source.podName();
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    /** True when it has to be started, for the first time or again. */
    boolean isBroken() {
        return state == State.BROKEN;
    }

    void start() {
        state = State.RUNNING;
        thread = Thread.ofVirtual().name("follow-" + podName()).start(this::follow);
    }

    private void follow() {
        State next = State.BROKEN;
        try {
            read();
            next = State.DONE;
        } catch (Unreadable e) {
            next = e.isGone() ? State.DONE : State.BROKEN;
        } catch (IOException | RuntimeException e) {
            LOG.info("log of {} is not followed just now: {}", source.key(), e.toString());
        } catch (InterruptedException e) {
            next = State.DONE;
        } finally {
            state = next;
        }
    }

    private void read() throws IOException, InterruptedException {
        Instant resumed = last;
        Part part = new Part(true, false, resumed == null ? BACKLOG : null, resumed);
        try (LogReader reader = LogReader.timed(pods.open(source, part), source.labels(), source.created())) {
            stream = reader;
            for (LogLine line = reader.next(); line != null; line = reader.next()) {
                if (resumed == null || line.timestamp().isAfter(resumed)) {
                    lines.put(line);
                    last = line.timestamp();
                }
            }
        }
    }

    /** Its thread ends, whether it waits for the pod or for the reader. */
    @Override
    public void close() {
        Thread running = thread;
        Closeable open = stream;
        if (running != null) {
            running.interrupt();
        }
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.debug("a stream of {} was not closed well", source.key(), e);
        }
    }
}
