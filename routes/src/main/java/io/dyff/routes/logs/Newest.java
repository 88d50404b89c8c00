package io.dyff.routes.logs;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest of many lines, whatever the order in which they come; bounded in lines and in bytes. */
public final class Newest {
    private static final Comparator<Numbered> OLDEST_FIRST = Comparator.<Numbered, java.time.Instant>comparing(
                    one -> one.line().timestamp())
            .thenComparingLong(Numbered::number);

    private final PriorityQueue<Numbered> kept = new PriorityQueue<>(OLDEST_FIRST);
    private final int maxLines;
    private final long maxBytes;
    private long bytes;
    private long seen;

    public Newest(int maxLines, long maxBytes) {
        this.maxLines = maxLines;
        this.maxBytes = maxBytes;
    }

    void add(LogLine line) {
        kept.add(new Numbered(line, seen++));
        bytes += line.weight();
        while (kept.size() > maxLines || bytes > maxBytes) {
            bytes -= kept.remove().line().weight();
        }
    }

    /** How many lines there were, those too old to be kept among them. */
    public long seen() {
        return seen;
    }

    /** By time; lines of one moment in the order in which they came. */
    public List<LogLine> lines() {
        return kept.stream().sorted(OLDEST_FIRST).map(Numbered::line).toList();
    }

    private record Numbered(LogLine line, long number) {}
}
