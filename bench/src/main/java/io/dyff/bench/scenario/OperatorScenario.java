package io.dyff.bench.scenario;

import io.dyff.bench.baseline.BareJobs;
import io.dyff.bench.load.PretendedNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the operator adds to plain Jobs, on a real API server with a durable etcd; a pretended node ends each pod at once.
 * The floor: the same Jobs made by a client alone. Both sides are charged with the processor time of control plane,
 * operator and this process.
 */
public final class OperatorScenario implements Scenario {
    private static final int RUNS = 200;
    private static final int EVALUATIONS = 50;
    private static final int ALONE = 100;
    private static final int HELD = 10_000;
    private static final long LOOK_MS = 200;
    private static final double MIB = 1 << 20;
    private static final String WRITES = "dyff_operator_writes_total";
    private static final String PASSES = "dyff_operator_reconciles_total";

    @Override
    public String name() {
        return "operator";
    }

    @Override
    public String description() {
        return "what the operator adds to plain Jobs on a real API server, and what it asks of it";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (OperatedCluster cluster = OperatedCluster.start(scratch)) {
            new PretendedNode(cluster.admin(), OperatedCluster.NAMESPACE);
            Crowd crowd = new Crowd(cluster.admin(), OperatedCluster.NAMESPACE);
            List<Figure> figures = new ArrayList<>(oneStep(effort, cluster, crowd));
            figures.addAll(evaluations(cluster, crowd));
            figures.addAll(alone(crowd));
            figures.add(memory(cluster, crowd));
            return figures;
        }
    }

    private List<Figure> oneStep(Effort effort, OperatedCluster cluster, Crowd crowd) throws Exception {
        String id = id();
        crowd.run(List.of(workflow("report", id)));
        BareJobs bare = new BareJobs(id, crowd.job("report-" + id + "-run"));
        Rounds ours = new Rounds(cluster, crowd, () -> workflows("report", RUNS));
        Rounds floor = new Rounds(cluster, crowd, () -> bare.some(RUNS));
        ours.run();
        floor.run();
        ours.forget();
        floor.forget();
        for (int round = 0; round < effort.rounds(); round++) {
            (round % 2 == 0 ? ours : floor).run();
            (round % 2 == 0 ? floor : ours).run();
        }
        return List.of(
                new Figure(
                        name(),
                        RUNS + " one-step workflows at once",
                        "1/s",
                        ours.median(Burst::rate),
                        floor.median(Burst::rate),
                        "≥ 0.75 of plain Jobs"),
                new Figure(
                        name(),
                        "processor, all processes",
                        "ms/workflow",
                        ours.median(Burst::millis),
                        floor.median(Burst::millis),
                        ""),
                Figure.of(name(), "of it the operator's", "ms/workflow", ours.median(Burst::operatorMillis), ""),
                Figure.of(name(), "the operator's writes", "1/workflow", ours.median(Burst::writes), "≤ 8"),
                Figure.of(name(), "its passes", "1/s", ours.median(Burst::passes), ""),
                Figure.of(
                        name(),
                        "its passes, per s of its processor",
                        "1/s",
                        ours.median(Burst::passesPerCpu),
                        "≥ 100"));
    }

    private List<Figure> evaluations(OperatedCluster cluster, Crowd crowd) throws Exception {
        Rounds ours = new Rounds(cluster, crowd, () -> workflows("evaluation", EVALUATIONS));
        ours.run();
        return List.of(
                Figure.of(name(), EVALUATIONS + " Evaluations at once", "1/s", ours.median(Burst::rate), ""),
                Figure.of(name(), "the operator's writes", "1/Evaluation", ours.median(Burst::writes), "≤ 15"));
    }

    private List<Figure> alone(Crowd crowd) throws InterruptedException, ExecutionException {
        Samples toJob = new Samples();
        for (int i = 0; i < ALONE; i++) {
            String id = id();
            long began = System.nanoTime();
            crowd.run(List.of(workflow("report", id)));
            toJob.add(crowd.arrival("report-" + id + "-run") - began);
        }
        return List.of(
                Figure.of(name(), "created → Job, one at a time, p50", "ms", toJob.at(0.5), ""),
                Figure.of(name(), "created → Job, one at a time, p99", "ms", toJob.at(0.99), ""));
    }

    private Figure memory(OperatedCluster cluster, Crowd crowd) throws Exception {
        long before = cluster.heldBytes();
        long passes = cluster.counted(PASSES);
        crowd.create(workflows("suspended", HELD));
        while (cluster.counted(PASSES) < passes + HELD) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return Figure.of(
                name(), "heap for " + HELD + " resources more", "MiB", (cluster.heldBytes() - before) / MIB, "");
    }

    private static List<GenericKubernetesResource> workflows(String template, int count) {
        return Stream.generate(OperatorScenario::id)
                .limit(count)
                .map(id -> workflow(template, id))
                .toList();
    }

    private static GenericKubernetesResource workflow(String template, String id) {
        try (InputStream file = Objects.requireNonNull(
                OperatorScenario.class.getResourceAsStream("/io/dyff/bench/operator/" + template + ".yaml"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("${id}", id);
            return Serialization.unmarshal(text, GenericKubernetesResource.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** One round of a side. */
    private record Burst(
            double rate, double millis, double operatorMillis, double writes, double passes, double passesPerCpu) {}

    /** Rounds of many at once, and their medians. */
    private static final class Rounds {
        private final OperatedCluster cluster;
        private final Crowd crowd;
        private final Supplier<List<? extends HasMetadata>> resources;
        private final List<Burst> bursts = new ArrayList<>();

        Rounds(OperatedCluster cluster, Crowd crowd, Supplier<List<? extends HasMetadata>> resources) {
            this.cluster = cluster;
            this.crowd = crowd;
            this.resources = resources;
        }

        void run() throws Exception {
            List<? extends HasMetadata> all = resources.get();
            double cpu = cluster.cpu().toNanos();
            double operatorCpu = cluster.operatorCpu().toNanos();
            double writes = cluster.counted(WRITES);
            double passes = cluster.counted(PASSES);
            long began = System.nanoTime();
            crowd.run(all);
            double seconds = (System.nanoTime() - began) / 1e9;
            double operatorMillis = (cluster.operatorCpu().toNanos() - operatorCpu) / 1e6;
            double passed = cluster.counted(PASSES) - passes;
            bursts.add(new Burst(
                    all.size() / seconds,
                    (cluster.cpu().toNanos() - cpu) / 1e6 / all.size(),
                    operatorMillis / all.size(),
                    (cluster.counted(WRITES) - writes) / all.size(),
                    passed / seconds,
                    passed / Math.max(1e-3, operatorMillis / 1e3)));
        }

        /** The rounds so far warmed things up. */
        void forget() {
            bursts.clear();
        }

        double median(ToDoubleFunction<Burst> figure) {
            double[] sorted = bursts.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }
}
