package io.dyff.operator.steps.client;

import io.dyff.operator.steps.ReadableText;
import io.dyff.operator.steps.data.BatchFile;
import io.dyff.operator.steps.data.WorkItem;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a run does and says so every few seconds. */
final class Progress {

    private static final int REPORTED_FAILURES = 10;

    private final PrintWriter out;
    private final PrintWriter err;
    private final long total;
    private final long doneBefore;
    private final long start = System.nanoTime();
    private final AtomicLong stored;
    private final AtomicLong storedNow = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String lastProblem = "";
    private volatile long crashAt = Long.MAX_VALUE;

    Progress(PrintWriter out, PrintWriter err, long total, long alreadyStored) {
        this.out = out;
        this.err = err;
        this.total = total;
        this.stored = new AtomicLong(alreadyStored);
        this.done.set(alreadyStored);
        this.doneBefore = alreadyStored;
    }

    /** For tests: in one run of two the process dies, as if killed, after some stored batch. */
    void crashSomewhereIn(long rows) {
        if (rows > 0) {
            crashAt = 1 + ThreadLocalRandom.current().nextLong(2 * rows);
        }
    }

    private void crashIfDue() {
        if (storedNow.get() >= crashAt) {
            note("crash on purpose (--fail_randomly)");
            Runtime.getRuntime().halt(ClientExit.CRASH_ON_PURPOSE);
        }
    }

    void stored(int rows) {
        stored.addAndGet(rows);
        storedNow.addAndGet(rows);
        crashIfDue();
    }

    /** The item was dealt with, well or not. */
    void done() {
        done.incrementAndGet();
    }

    void retried(String problem) {
        lastProblem = problem;
        if (retries.incrementAndGet() == 1) {
            note("first retry: " + problem);
        }
    }

    void skipped(WorkItem item, String problem) {
        if (skipped.incrementAndGet() <= REPORTED_FAILURES) {
            note(name(item) + " skipped: " + problem);
        }
    }

    void failed(WorkItem item, String problem) {
        failed(name(item), problem);
    }

    /** The answer fitted and still could not be stored. */
    void refused(BatchFile.Refused row) {
        failed(name(row.index(), row.replication()), row.why());
    }

    private void failed(String row, String problem) {
        lastProblem = row + ": " + problem;
        if (failed.incrementAndGet() <= REPORTED_FAILURES) {
            note(row + " failed: " + problem);
        }
    }

    long missing() {
        return total - stored.get();
    }

    String lastProblem() {
        return lastProblem;
    }

    private static String name(WorkItem item) {
        return name(item.index(), item.replication());
    }

    private static String name(long index, String replication) {
        return "row " + index + " of replication " + replication;
    }

    private void note(String line) {
        err.println(ReadableText.of(line));
        err.flush();
    }

    void report() {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%d/%d done, %d stored, %.1f/s, %d retries, %d skipped, %d failed%n",
                done.get(),
                total,
                stored.get(),
                (done.get() - doneBefore) / Math.max(seconds, 0.001),
                retries.get(),
                skipped.get(),
                failed.get());
        out.flush();
    }
}
