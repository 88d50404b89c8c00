package io.dyff.bench.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * How fast a program works a fixed amount off. The first half is not counted: a program that was just
 * started compiles.
 *
 * @param rate records per second
 * @param micros processor time for a record, in µs
 */
public record Race(double rate, double micros) {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /**
     * Watches to the end.
     *
     * @param done how many records are worked off
     * @param goal how many there are
     * @param cpu processor time so far of all that works on them
     * @throws IllegalStateException when nothing moves for two minutes
     */
    public static Race watch(LongSupplier done, long goal, Supplier<Duration> cpu) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Mark begin = null;
        Mark last = Mark.at(0, cpu);
        while (true) {
            Mark now = Mark.at(done.getAsLong(), cpu);
            if (begin == null && now.done >= goal / 2) {
                begin = now;
            }
            if (begin != null && now.done >= goal) {
                return between(begin, now);
            }
            if (now.done > last.done) {
                last = now;
            } else if (now.nanos - last.nanos > SILENCE.toNanos()) {
                throw new IllegalStateException("stopped at " + now.done + " of " + goal);
            }
            never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The middle one of several. */
    public static double median(List<Race> races, ToDoubleFunction<Race> figure) {
        return races.stream().mapToDouble(figure).sorted().toArray()[races.size() / 2];
    }

    private static Race between(Mark begin, Mark end) {
        double records = end.done - begin.done;
        if (records <= 0) {
            throw new IllegalStateException("too few records: all were done at the first look");
        }
        return new Race(records * 1e9 / (end.nanos - begin.nanos), (end.cpu - begin.cpu) / 1e3 / records);
    }

    private record Mark(long done, long nanos, long cpu) {
        static Mark at(long done, Supplier<Duration> cpu) {
            return new Mark(done, System.nanoTime(), cpu.get().toNanos());
        }
    }
}
