package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.BatchFile;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.OutputSchema;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stores finished rows in batches, one file each, under names that no other run uses; a batch that does not fill up is
 * stored after a while, so that a killed run loses little.
 */
final class OutputWriter {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int QUEUE = 1000;

    /**
     * Where files are made and where they go.
     *
     * @param db a connection of the writer's own, closed when it ends
     */
    record Destination(DuckDb db, ObjectStorage storage, StorageLocation location, Path scratch) {}

    /** Empty ends the output. */
    private final BlockingQueue<Optional<ObjectNode>> rows = new ArrayBlockingQueue<>(QUEUE);

    private final BatchFile file;
    private final Destination destination;
    private final int batchSize;
    private final Progress progress;
    private final Stop stop;
    private final Thread thread;
    private final String run = UUID.randomUUID().toString();
    private final List<ObjectNode> batch = new ArrayList<>();
    private long firstOfBatch;
    private int files;
    private boolean ended;

    OutputWriter(OutputSchema schema, Destination destination, int batchSize, Progress progress, Stop stop) {
        this.file = new BatchFile(destination.db(), schema);
        this.destination = destination;
        this.batchSize = batchSize;
        this.progress = progress;
        this.stop = stop;
        this.thread = Thread.ofPlatform().name("output-writer").start(this::write);
    }

    void put(ObjectNode row) throws InterruptedException {
        rows.put(Optional.of(row));
    }

    /** Stores what is left and ends. Not to be interrupted: rows that were asked and answered must not be lost. */
    void finish() {
        boolean interrupted = false;
        boolean told = false;
        while (true) {
            try {
                if (!told) {
                    rows.put(Optional.empty());
                    told = true;
                }
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try (DuckDb connection = destination.db()) {
            writeUntilEnd();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nothing interrupts the output writer", e);
        } catch (IOException | SQLException | RuntimeException e) {
            stop.because(new StepFailure(
                    ClientExit.WRITER, "The output cannot be written to " + destination.location() + ": " + e, e));
            discardUntilEnd();
        }
    }

    private void writeUntilEnd() throws InterruptedException, IOException, SQLException {
        while (!ended) {
            @Nullable Optional<ObjectNode> next = rows.poll(untilFlush(), TimeUnit.NANOSECONDS);
            boolean overdue = next == null;
            if (next != null) {
                next.ifPresent(this::add);
                ended = next.isEmpty();
            }
            if (!batch.isEmpty() && (batch.size() == batchSize || overdue || ended)) {
                flush();
            }
        }
    }

    private long untilFlush() {
        long age = batch.isEmpty() ? 0 : System.nanoTime() - firstOfBatch;
        return LONGEST_WAIT.toNanos() - age;
    }

    private void add(ObjectNode row) {
        if (batch.isEmpty()) {
            firstOfBatch = System.nanoTime();
        }
        batch.add(row);
    }

    private void flush() throws IOException, SQLException {
        String name = run + "." + files++ + ".parquet";
        Path local = destination.scratch().resolve(name);
        file.write(batch, local);
        destination.storage().upload(local, destination.location().resolve(name));
        Files.delete(local);
        progress.stored(batch.size());
        batch.clear();
    }

    private void discardUntilEnd() {
        try {
            while (!ended) {
                // Workers may still be handing over rows; they must not block.
                ended = rows.take().isEmpty();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nothing interrupts the output writer", e);
        }
    }
}
