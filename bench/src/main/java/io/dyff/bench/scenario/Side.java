package io.dyff.bench.scenario;

import io.dyff.bench.load.ClosedLoop;
import io.dyff.bench.load.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One server and its counted rounds of load. */
final class Side {
    private static final int CONNECTIONS = 16;
    private static final int MOST_WARM_UP_ROUNDS = 10;
    /** A round that is faster by less than this is no faster. */
    private static final double STEADY = 1.03;

    private final ServerProcess server;
    private final ClosedLoop.Requests requests;
    private final List<Round> counted = new ArrayList<>();
    private int refused;

    Side(ServerProcess server, ClosedLoop.Requests requests) {
        this.server = server;
        this.requests = requests;
    }

    /** What one round of load saw: answers per second, processor time of one in µs, latencies in ms. */
    record Round(double rate, double micros, double p50, double p99) {}

    /** Compilers work on both until neither gets faster; whether that was reached. */
    static boolean warmUp(Effort effort, Side ours, Side bare) throws InterruptedException {
        double ourLast = ours.round(effort.round()).rate();
        double bareLast = bare.round(effort.round()).rate();
        for (int round = 0; round < MOST_WARM_UP_ROUNDS; round++) {
            double ourNext = ours.round(effort.round()).rate();
            double bareNext = bare.round(effort.round()).rate();
            if (ourNext < ourLast * STEADY && bareNext < bareLast * STEADY) {
                return true;
            }
            ourLast = Math.max(ourLast, ourNext);
            bareLast = Math.max(bareLast, bareNext);
        }
        return false;
    }

    /** A-B-B-A: what drifts on the machine meets both sides alike. */
    static void count(Effort effort, Side ours, Side bare) throws InterruptedException {
        for (int round = 0; round < effort.rounds(); round++) {
            (round % 2 == 0 ? ours : bare).count(effort.round());
            (round % 2 == 0 ? bare : ours).count(effort.round());
        }
    }

    private void count(Duration length) throws InterruptedException {
        counted.add(round(length));
    }

    Round round(Duration length) throws InterruptedException {
        long before = server.cpu().toMillis();
        Latencies seen = new ClosedLoop(server.address(), CONNECTIONS, length).run(requests);
        long cpu = server.cpu().toMillis() - before;
        refused += seen.refused();
        if (seen.count() == 0) {
            throw new IllegalStateException("the server at " + server.address() + " accepted nothing");
        }
        return new Round(seen.rate(), cpu * 1000.0 / seen.count(), seen.p50(), seen.p99());
    }

    /** Answers other than 2xx, in all rounds. */
    int refused() {
        return refused;
    }

    double median(ToDoubleFunction<Round> figure) {
        double[] sorted = counted.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
