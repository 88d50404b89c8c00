package io.dyff.bench.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Rounds of one side, many objects at once in each, and their medians. */
final class Bursts {
    private final OperatedCluster cluster;
    private final String kind;
    private final Supplier<List<? extends HasMetadata>> resources;
    private final List<Burst> bursts = new ArrayList<>();

    /** @param kind of the resources, and all that is watched while they run */
    Bursts(OperatedCluster cluster, String kind, Supplier<List<? extends HasMetadata>> resources) {
        this.cluster = cluster;
        this.kind = kind;
        this.resources = resources;
    }

    void run() throws Exception {
        List<? extends HasMetadata> all = resources.get();
        try (Crowd crowd = new Crowd(cluster.admin(), OperatedCluster.NAMESPACE, kind)) {
            Map<String, Duration> cpu = cluster.cpu();
            double writes = cluster.counted(OperatedCluster.WRITES);
            double passes = cluster.counted(OperatedCluster.PASSES);
            long began = System.nanoTime();
            crowd.run(all);
            double seconds = (System.nanoTime() - began) / 1e9;
            Burst burst = new Burst(
                    all.size() / seconds,
                    spent(cpu, cluster.cpu(), all.size()),
                    (cluster.counted(OperatedCluster.WRITES) - writes) / all.size(),
                    cluster.counted(OperatedCluster.PASSES) - passes,
                    seconds,
                    all.size());
            bursts.add(burst);
            System.err.printf(
                    "bench: operator: %d of %s: %.1f/s, %.0f ms of processor for each%n",
                    all.size(), kind, burst.rate(), burst.allMillis());
        }
    }

    private static Map<String, Double> spent(Map<String, Duration> before, Map<String, Duration> after, int count) {
        Map<String, Double> millis = new TreeMap<>();
        after.forEach((process, time) -> millis.put(
                process, time.minus(before.getOrDefault(process, Duration.ZERO)).toNanos() / 1e6 / count));
        return millis;
    }

    /** The rounds so far warmed things up. */
    void forget() {
        bursts.clear();
    }

    double median(ToDoubleFunction<Burst> figure) {
        double[] sorted = bursts.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /**
     * One round of a side.
     *
     * @param rate objects that were complete in a second
     * @param millis processor time for each of them, by process
     * @param writes of the operator, for each of them
     * @param passes of the operator, for all of them
     */
    record Burst(double rate, Map<String, Double> millis, double writes, double passes, double seconds, int count) {

        double allMillis() {
            return millis.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        double millisOf(String process) {
            return Objects.requireNonNull(millis.get(process), process);
        }

        double passesPerSecond() {
            return passes / seconds;
        }

        double passesPerCpu() {
            return passes / Math.max(1e-3, millisOf(OperatedCluster.OPERATOR) * count / 1e3);
        }
    }
}
