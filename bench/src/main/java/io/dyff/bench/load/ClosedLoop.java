package io.dyff.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A fixed number of connections, each sending its next request when the last is answered, for a fixed time.
 *
 * @param target scheme, host and port
 * @param connections how many at once
 * @param duration how long
 */
public record ClosedLoop(URI target, int connections, Duration duration) {

    /** Makes the bytes of one request; called for each, so that bodies may differ. */
    public interface Requests {
        byte[] next();
    }

    /** Runs the load; answers other than 2xx are counted apart and not as latencies. */
    public Latencies run(Requests requests) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + duration.toNanos();
            List<Callable<Samples>> loops = IntStream.range(0, connections)
                    .<Callable<Samples>>mapToObj(i -> () -> loop(requests, end))
                    .toList();
            long began = System.nanoTime();
            Samples all = new Samples();
            for (Future<Samples> loop : threads.invokeAll(loops)) {
                all.add(loop.get());
            }
            return all.summary(System.nanoTime() - began);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load on " + target + " broke off: " + e.getCause(), e);
        }
    }

    private Samples loop(Requests requests, long end) throws IOException {
        Samples samples = new Samples();
        try (HttpConnection connection = new HttpConnection(target.getHost(), target.getPort())) {
            while (System.nanoTime() < end) {
                byte[] request = requests.next();
                long began = System.nanoTime();
                int status = connection.exchange(request).status();
                samples.add(status, System.nanoTime() - began);
            }
        }
        return samples;
    }

    private static final class Samples {
        private long[] nanos = new long[1024];
        private int count;
        private int refused;

        void add(int status, long took) {
            if (status / 100 != 2) {
                refused++;
                return;
            }
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = took;
        }

        void add(Samples other) {
            refused += other.refused;
            for (int i = 0; i < other.count; i++) {
                add(200, other.nanos[i]);
            }
        }

        Latencies summary(long wallNanos) {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return new Latencies(count, refused, wallNanos / 1e9, at(sorted, 0.5), at(sorted, 0.99));
        }

        private static double at(long[] sorted, double quantile) {
            return sorted.length == 0
                    ? Double.NaN
                    : sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / 1e6;
        }
    }
}
