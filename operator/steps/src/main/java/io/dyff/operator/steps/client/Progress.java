package io.dyff.operator.steps.client;

import io.dyff.operator.rows.ReadableText;
import io.dyff.operator.steps.data.BatchFile;
import io.dyff.operator.steps.data.WorkItems;
import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.RowOutcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what a run does and says so every few seconds: in its log, and where others look for it. */
final class Progress {

    private static final int REPORTED_FAILURES = 10;

    private final PrintWriter out;
    private final PrintWriter err;
    private final long total;
    private final long settledBefore;
    private final long start = System.nanoTime();
    private final AtomicLong stored;
    private final AtomicLong storedNow = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicInteger noted = new AtomicInteger();
    private final Map<OutcomeKind, Long> outcomes = new ConcurrentHashMap<>();
    private volatile String lastProblem = "";
    private volatile long crashAt = Long.MAX_VALUE;

    Progress(PrintWriter out, PrintWriter err, WorkItems items) {
        this.out = out;
        this.err = err;
        total = items.total();
        settledBefore = items.alreadySettled();
        stored = new AtomicLong(items.alreadyStored());
        outcomes.putAll(items.settledOutcomes());
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

    void retried(String problem) {
        lastProblem = problem;
        if (retries.incrementAndGet() == 1) {
            note("first retry: " + problem);
        }
    }

    /** A row has its outcome. */
    void settled(RowOutcome row) {
        outcomes.merge(row.kind(), 1L, Long::sum);
        if (row.kind() != OutcomeKind.Answered) {
            unanswered(row.index(), row.replication(), row.kind(), row.problem());
        }
    }

    /** The answer fitted and still could not be stored. */
    void refused(BatchFile.Refused row) {
        outcomes.merge(OutcomeKind.Answered, -1L, Long::sum);
        outcomes.merge(OutcomeKind.Mismatch, 1L, Long::sum);
        unanswered(row.index(), row.replication(), OutcomeKind.Mismatch, row.why());
    }

    private void unanswered(long index, String replication, OutcomeKind kind, @Nullable String problem) {
        String line = "row " + index + " of replication " + replication + " " + kind.words() + ": " + problem;
        if (kind != OutcomeKind.Refused) {
            lastProblem = line;
        }
        if (noted.incrementAndGet() <= REPORTED_FAILURES) {
            note(line);
        }
    }

    /** Rows that are stored, those of earlier tries too. */
    long stored() {
        return stored.get();
    }

    String lastProblem() {
        return lastProblem;
    }

    private void note(String line) {
        err.println(ReadableText.of(line));
        err.flush();
    }

    /**
     * How far the run is, in the fields of docs/outcomes.md.
     *
     * @param expectedEnd null while nothing is done, and when all is
     */
    record Report(
            long rows,
            long done,
            long stored,
            Map<OutcomeKind, Long> outcomes,
            long retries,
            int inFlight,
            double perSecond,
            String updated,
            @Nullable String expectedEnd) {}

    /** @param inFlight requests that may be under way now */
    Report report(int inFlight) {
        Map<OutcomeKind, Long> counts = new EnumMap<>(OutcomeKind.class);
        counts.putAll(outcomes);
        long done = counts.values().stream().mapToLong(Long::longValue).sum();
        double seconds = Math.max((System.nanoTime() - start) / 1e9, 0.001);
        double rate = (done - settledBefore) / seconds;
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Report report = new Report(
                total,
                done,
                stored.get(),
                counts,
                retries.get(),
                inFlight,
                Math.round(rate * 10) / 10.0,
                now.toString(),
                rate > 0 && done < total
                        ? now.plus(Duration.ofMillis((long) ((total - done) / rate * 1_000)))
                                .toString()
                        : null);
        say(report);
        return report;
    }

    private void say(Report report) {
        long answered = report.outcomes().getOrDefault(OutcomeKind.Answered, 0L);
        out.printf(
                Locale.ROOT,
                "%d/%d done, %d stored, %.1f/s, %d retries, %d without an answer%n",
                report.done(),
                report.rows(),
                report.stored(),
                report.perSecond(),
                report.retries(),
                report.done() - answered);
        out.flush();
    }
}
