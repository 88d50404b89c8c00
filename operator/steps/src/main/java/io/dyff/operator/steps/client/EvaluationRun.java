package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.WorkItem;
import io.dyff.operator.steps.data.WorkItems;
import io.dyff.operator.steps.outcome.RowOutcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Moves every open work item through the workers: the reader feeds a short queue, the writer empties another. */
final class EvaluationRun {

    private static final int PROGRESS_SECONDS = 5;

    private final ByteBoundedQueue<WorkItem> items =
            new ByteBoundedQueue<>(WorkItem::bytes, ByteBoundedQueue.shareOfMemory());
    private final int workers;
    private final OutputWriter output;
    private final Settling settling;
    private final Runnable report;
    private final Stop stop;

    /** @param report is run every few seconds, and once at the end */
    EvaluationRun(int workers, OutputWriter output, Settling settling, Runnable report, Stop stop) {
        this.workers = workers;
        this.output = output;
        this.settling = settling;
        this.report = report;
        this.stop = stop;
    }

    /**
     * Returns when every item was dealt with, or the evaluation stopped, and what was answered is stored.
     *
     * @param columns of the dataset that are needed; all when empty
     */
    void run(WorkItems open, Optional<Set<String>> columns, Function<ByteBoundedQueue<WorkItem>, Worker> newWorker)
            throws StepFailure {
        List<Thread> threads = new ArrayList<>();
        try (ScheduledExecutorService reporter = reporter()) {
            for (int i = 0; i < workers; i++) {
                threads.add(Thread.ofVirtual().name("worker-" + i).start(newWorker.apply(items)));
            }
            feed(open, columns, threads);
            output.finish();
            reporter.shutdownNow();
        }
        report.run();
        if (stop.reason().isPresent()) {
            throw stop.reason().get();
        }
    }

    private ScheduledExecutorService reporter() {
        ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        var unused = reporter.scheduleAtFixedRate(report, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
        return reporter;
    }

    private void feed(WorkItems open, Optional<Set<String>> columns, List<Thread> threads) {
        try {
            stop.interrupts(Thread.currentThread());
            open.forEach(columns, new Feed());
            for (int i = 0; i < workers; i++) {
                items.end();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            // The stop that interrupts this thread has a reason; the caller finds it.
            boolean unused = Thread.interrupted();
        } catch (SQLException e) {
            stop.because(
                    new StepFailure(ClientExit.UNUSABLE_INPUT, "The dataset cannot be read: " + e.getMessage(), e));
        } catch (RuntimeException | Error e) {
            stop.because(Failures.unexpected(e));
        }
    }

    /** Puts rows before the workers; those that cannot be read are settled at once. */
    private final class Feed implements WorkItems.Sink {
        @Override
        public void accept(WorkItem item) throws InterruptedException {
            items.put(item);
        }

        @Override
        public void unreadable(String replication, long index, String why) throws InterruptedException {
            try {
                settling.settle(new Finished(RowOutcome.notAsked(replication, index, why), null));
            } catch (StepFailure end) {
                stop.because(end);
            }
        }
    }
}
