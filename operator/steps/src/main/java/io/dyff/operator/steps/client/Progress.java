package io.dyff.operator.steps.client;

import io.dyff.operator.steps.ReadableText;
import io.dyff.operator.steps.data.BatchFile;
import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.RowOutcome;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger noted = new AtomicInteger();
    private volatile String lastProblem = "";
    private volatile long crashAt = Long.MAX_VALUE;

    /** @param alreadySettled rows that have an outcome from an earlier try, those that are stored among them */
    Progress(PrintWriter out, PrintWriter err, long total, long alreadyStored, long alreadySettled) {
        this.out = out;
        this.err = err;
        this.total = total;
        this.stored = new AtomicLong(alreadyStored);
        this.done.set(alreadySettled);
        this.doneBefore = alreadySettled;
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

    /** A row that has no answer. */
    void unanswered(RowOutcome row) {
        String line = name(row) + " " + row.kind().words() + ": " + row.problem();
        if (row.kind() == OutcomeKind.Refused) {
            refused.incrementAndGet();
        } else {
            failed.incrementAndGet();
            lastProblem = line;
        }
        if (noted.incrementAndGet() <= REPORTED_FAILURES) {
            note(line);
        }
    }

    /** The answer fitted and still could not be stored. */
    void refused(BatchFile.Refused row) {
        failed.incrementAndGet();
        lastProblem = name(row.index(), row.replication()) + " " + OutcomeKind.Mismatch.words() + ": " + row.why();
        if (noted.incrementAndGet() <= REPORTED_FAILURES) {
            note(lastProblem);
        }
    }

    /** Rows that are stored, those of earlier tries too. */
    long stored() {
        return stored.get();
    }

    String lastProblem() {
        return lastProblem;
    }

    private static String name(RowOutcome row) {
        return name(row.index(), row.replication());
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
                "%d/%d done, %d stored, %.1f/s, %d retries, %d refused, %d failed%n",
                done.get(),
                total,
                stored.get(),
                (done.get() - doneBefore) / Math.max(seconds, 0.001),
                retries.get(),
                refused.get(),
                failed.get());
        out.flush();
    }
}
