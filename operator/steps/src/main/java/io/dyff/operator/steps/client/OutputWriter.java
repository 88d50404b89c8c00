package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.BatchFile;
import io.dyff.operator.steps.data.BatchRows;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.OutputSchema;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores finished rows in batches, one file each, under names that no other run uses; a batch that does not fill up is
 * stored after a while, so that a killed run loses little.
 */
final class OutputWriter {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long LARGEST_BATCH = 64 << 20;

    /**
     * Where files are made and where they go.
     *
     * @param db a connection of the writer's own, closed when it ends
     */
    record Destination(DuckDb db, ObjectStorage storage, StorageLocation location, Path scratch) {}

    private final ByteBoundedQueue<byte[]> rows =
            new ByteBoundedQueue<>(row -> row.length, ByteBoundedQueue.shareOfMemory());
    private final BatchFile file;
    private final Destination destination;
    private final int batchSize;
    private final Progress progress;
    private final Stop stop;
    private final Thread thread;
    private final String run = UUID.randomUUID().toString();
    private @Nullable BatchRows batch;
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
        rows.put(BatchFile.line(row));
    }

    /** Stores what is left and ends. Not to be interrupted: rows that were asked and answered must not be lost. */
    void finish() {
        rows.end();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
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
        } catch (Error e) {
            stop.because(Failures.unexpected(e));
            discardUntilEnd();
        }
    }

    private void writeUntilEnd() throws InterruptedException, IOException, SQLException {
        while (!ended) {
            @Nullable Optional<byte[]> next = rows.poll(untilFlush());
            boolean overdue = next == null;
            if (next != null) {
                ended = next.isEmpty();
            }
            if (next != null && next.isPresent()) {
                add(next.get());
            }
            if (batch != null && (isFull(batch) || overdue || ended)) {
                flush(batch);
                batch = null;
            }
        }
    }

    private boolean isFull(BatchRows rows) {
        return rows.count() == batchSize || rows.bytes() >= LARGEST_BATCH;
    }

    private long untilFlush() {
        long age = batch == null ? 0 : System.nanoTime() - firstOfBatch;
        return LONGEST_WAIT.toNanos() - age;
    }

    private void add(byte[] row) throws IOException {
        if (batch == null) {
            firstOfBatch = System.nanoTime();
            batch = new BatchRows(destination.scratch().resolve(run + "." + files + ".jsonl"));
        }
        batch.add(row);
    }

    private void flush(BatchRows rows) throws IOException, SQLException {
        String name = run + "." + files++ + ".parquet";
        Path local = destination.scratch().resolve(name);
        int written;
        try (rows) {
            written = file.write(rows, local, progress::refused);
        }
        if (written > 0) {
            destination.storage().upload(local, destination.location().resolve(name));
            Files.delete(local);
            progress.stored(written);
        }
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
