package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.BatchFile;
import io.dyff.operator.steps.data.BatchRows;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.OutcomeFile;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageException;
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
import org.jspecify.annotations.Nullable;

/**
 * Stores finished rows in batches, a file of rows and a file of outcomes each, under names that no other run uses; a batch
 * that does not fill up is stored after a while, so that a killed run loses little. The rows go first: what is noted as
 * answered is stored.
 */
final class OutputWriter {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long LARGEST_BATCH = 64 << 20;
    private static final byte[] NO_ROW = {};

    /**
     * Where files are made and where they go.
     *
     * @param db a connection of the writer's own, closed when it ends
     * @param location of rows
     * @param notes location of outcomes
     */
    record Destination(
            DuckDb db, ObjectStorage storage, StorageLocation location, StorageLocation notes, Path scratch) {}

    /** A row that waits; its output is empty when there is none. */
    private record Waiting(byte[] outcome, byte[] row) {}

    private final ByteBoundedQueue<Waiting> rows =
            new ByteBoundedQueue<>(row -> row.row().length + row.outcome().length, ByteBoundedQueue.shareOfMemory());
    private final List<Path> noted = new ArrayList<>();
    private final BatchFile file;
    private final OutcomeFile notes;
    private final Destination destination;
    private final int batchSize;
    private final Progress progress;
    private final Stop stop;
    private final Thread thread;
    private final String run = UUID.randomUUID().toString();
    private @Nullable Batch batch;
    private long firstOfBatch;
    private int files;
    private boolean ended;

    OutputWriter(OutputSchema schema, Destination destination, int batchSize, Progress progress, Stop stop) {
        this.file = new BatchFile(destination.db(), schema);
        this.notes = new OutcomeFile(destination.db());
        this.destination = destination;
        this.batchSize = batchSize;
        this.progress = progress;
        this.stop = stop;
        this.thread = Thread.ofPlatform().name("output-writer").start(this::write);
    }

    void put(Finished finished) throws InterruptedException {
        @Nullable ObjectNode row = finished.row();
        rows.put(new Waiting(OutcomeFile.line(finished.outcome()), row == null ? NO_ROW : BatchFile.line(row)));
    }

    /** Files of the outcomes that were stored; to be asked after the end. */
    List<Path> noted() {
        return List.copyOf(noted);
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
            @Nullable Optional<Waiting> next = rows.poll(untilFlush());
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

    private boolean isFull(Batch waiting) {
        return waiting.outcomes().count() == batchSize || waiting.rows().bytes() >= LARGEST_BATCH;
    }

    private long untilFlush() {
        long age = batch == null ? 0 : System.nanoTime() - firstOfBatch;
        return LONGEST_WAIT.toNanos() - age;
    }

    private void add(Waiting waiting) throws IOException {
        if (batch == null) {
            firstOfBatch = System.nanoTime();
            batch = Batch.create(destination.scratch(), run + "." + files++);
        }
        batch.outcomes().add(waiting.outcome());
        if (waiting.row().length > 0) {
            batch.rows().add(waiting.row());
        }
    }

    private void flush(Batch full) throws IOException, SQLException {
        try (full) {
            List<BatchFile.Refused> refused = new ArrayList<>();
            int written = full.rows().count() == 0 ? 0 : file.write(full.rows(), full.rowFile(), refused::add);
            if (written > 0) {
                store(full.rowFile(), destination.location());
                Files.delete(full.rowFile());
            }
            notes.write(full.outcomes(), refused, full.outcomeFile());
            store(full.outcomeFile(), destination.notes());
            noted.add(full.outcomeFile());
            refused.forEach(progress::refused);
            progress.stored(written);
        }
    }

    private void store(Path file, StorageLocation folder) throws StorageException {
        destination.storage().upload(file, folder.resolve(file.getFileName().toString()));
    }

    /**
     * Rows that wait to be stored together, and their outcomes.
     *
     * @param rowFile is made of them
     * @param outcomeFile stays until the end of the step
     */
    private record Batch(BatchRows rows, BatchRows outcomes, Path rowFile, Path outcomeFile) implements AutoCloseable {

        static Batch create(Path scratch, String name) throws IOException {
            Path notes = Files.createDirectories(scratch.resolve("outcomes"));
            return new Batch(
                    new BatchRows(scratch.resolve(name + ".jsonl")),
                    new BatchRows(notes.resolve(name + ".jsonl")),
                    scratch.resolve(name + ".parquet"),
                    notes.resolve(name + ".parquet"));
        }

        @Override
        public void close() throws IOException {
            try (rows;
                    outcomes) {
                // Both are closed, whatever becomes of one.
            }
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
