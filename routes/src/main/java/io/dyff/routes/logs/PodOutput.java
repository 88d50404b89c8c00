package io.dyff.routes.logs;

import io.dyff.routes.logs.WorkflowPods.Part;
import io.dyff.routes.logs.WorkflowPods.Unreadable;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of a container: why it waits, what its last run printed, what this one does. */
final class PodOutput {
    private final WorkflowPods pods;

    PodOutput(WorkflowPods pods) {
        this.pods = pods;
    }

    /** Told of a stream when it is opened, to close it when it takes too long. */
    @FunctionalInterface
    interface Watcher {
        void opened(Closeable stream);
    }

    /**
     * Reads what is there, oldest first.
     *
     * @param newest how many lines of each run
     * @param since only what is newer, all when absent
     */
    void read(LogSource source, int newest, @Nullable Instant since, Consumer<LogLine> lines) throws IOException {
        source.waitingLine().ifPresent(lines);
        before(source, newest, since, lines);
        if (source.started()) {
            read(source, new Part(false, false, newest, since), stream -> {}, lines);
        }
    }

    /** Reads all, and goes on until the container has ended. */
    void follow(LogSource source, int newest, Watcher watcher, Consumer<LogLine> lines) throws IOException {
        before(source, newest, null, lines);
        if (source.started()) {
            read(source, new Part(true, false, newest, null), watcher, lines);
        }
    }

    private void before(LogSource source, int newest, @Nullable Instant since, Consumer<LogLine> lines)
            throws IOException {
        if (source.restarted()) {
            read(source, new Part(false, true, newest, since), stream -> {}, lines);
        }
    }

    private void read(LogSource source, Part part, Watcher watcher, Consumer<LogLine> lines) throws IOException {
        try (LogReader reader = LogReader.timed(pods.open(source, part), source.labels(), source.created())) {
            watcher.opened(reader);
            for (LogLine line = reader.next(); line != null; line = reader.next()) {
                lines.accept(line);
            }
        } catch (Unreadable e) {
            if (!e.isOrdinary()) {
                throw e;
            }
        }
    }
}
