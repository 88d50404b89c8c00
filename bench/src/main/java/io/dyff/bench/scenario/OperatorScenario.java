package io.dyff.bench.scenario;

import io.dyff.bench.baseline.BareJobs;
import io.dyff.bench.load.PretendedNode;
import io.dyff.bench.scenario.Bursts.Burst;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
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
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the operator adds to plain Jobs, on a real API server with a durable etcd; a pretended node ends each pod at once.
 * The floor: the same Jobs made by a client alone. Both sides are charged with the processor time of control plane,
 * operator and this process.
 */
public final class OperatorScenario implements Scenario {
    private static final int RUNS = 200;

    /** Rounds of each side until what a workflow costs the operator falls no more; the first 200 cost three times as much. */
    private static final int WARM_UP = 4;

    private static final int EVALUATIONS = 50;
    private static final int ALONE = 100;
    private static final long LOOK_MS = 200;
    private static final int MEMORY_UNIT = 10_000;
    private static final double MIB = 1 << 20;

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
            List<Figure> figures = new ArrayList<>(oneStep(effort, cluster));
            figures.addAll(evaluations(cluster));
            figures.addAll(alone(cluster));
            if (effort.objects() > 0) {
                figures.add(memory(cluster, effort.objects()));
            }
            return figures;
        }
    }

    private List<Figure> oneStep(Effort effort, OperatedCluster cluster) throws Exception {
        BareJobs bare = bareJobs(cluster);
        Bursts ours = new Bursts(cluster, "Report", () -> workflows("report", RUNS));
        Bursts floor = new Bursts(cluster, Crowd.JOB, () -> bare.some(RUNS));
        ours.run();
        floor.run();
        Figure cold = compared("the first " + RUNS, "1/s", ours, floor, Burst::rate, "");
        for (int round = 1; round < WARM_UP; round++) {
            ours.run();
            floor.run();
        }
        ours.forget();
        floor.forget();
        for (int round = 0; round < effort.rounds(); round++) {
            (round % 2 == 0 ? ours : floor).run();
            (round % 2 == 0 ? floor : ours).run();
        }
        List<Figure> figures = new ArrayList<>(List.of(
                compared(RUNS + " one-step workflows at once", "1/s", ours, floor, Burst::rate, "≥ 0.75 of plain Jobs"),
                cold,
                compared("processor, all processes", "ms/workflow", ours, floor, Burst::allMillis, "")));
        for (String process : cluster.cpu().keySet()) {
            figures.add(
                    compared("of it: " + process, "ms/workflow", ours, floor, burst -> burst.millisOf(process), ""));
        }
        figures.addAll(List.of(
                Figure.of(name(), "the operator's writes", "1/workflow", ours.median(Burst::writes), "≤ 8"),
                Figure.of(name(), "its passes", "1/s", ours.median(Burst::passesPerSecond), ""),
                Figure.of(
                        name(),
                        "its passes, per s of its processor",
                        "1/s",
                        ours.median(Burst::passesPerCpu),
                        "≥ 100")));
        return figures;
    }

    private Figure compared(
            String what, String unit, Bursts ours, Bursts floor, ToDoubleFunction<Burst> figure, String target) {
        return new Figure(name(), what, unit, ours.median(figure), floor.median(figure), target);
    }

    /** Like the Job of a workflow that has run. */
    private static BareJobs bareJobs(OperatedCluster cluster) throws Exception {
        String id = id();
        try (Crowd crowd = new Crowd(cluster.admin(), OperatedCluster.NAMESPACE, "Report")) {
            crowd.run(List.of(workflow("report", id)));
        }
        return new BareJobs(
                id,
                cluster.admin()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(OperatedCluster.NAMESPACE)
                        .withName("report-" + id + "-run")
                        .require());
    }

    private List<Figure> evaluations(OperatedCluster cluster) throws Exception {
        Bursts ours = new Bursts(cluster, "Evaluation", () -> workflows("evaluation", EVALUATIONS));
        ours.run();
        return List.of(
                Figure.of(name(), EVALUATIONS + " Evaluations at once", "1/s", ours.median(Burst::rate), ""),
                Figure.of(name(), "the operator's writes", "1/Evaluation", ours.median(Burst::writes), "≤ 15"));
    }

    private List<Figure> alone(OperatedCluster cluster) throws InterruptedException, ExecutionException {
        Samples toJob = new Samples();
        try (Crowd crowd = new Crowd(cluster.admin(), OperatedCluster.NAMESPACE, "Report", Crowd.JOB)) {
            for (int i = 0; i < ALONE; i++) {
                String id = id();
                long began = System.nanoTime();
                crowd.run(List.of(workflow("report", id)));
                toJob.add(crowd.arrival("report-" + id + "-run") - began);
            }
        }
        return List.of(
                Figure.of(name(), "created → Job, one at a time, p50", "ms", toJob.at(0.5), ""),
                Figure.of(name(), "created → Job, one at a time, p99", "ms", toJob.at(0.99), ""));
    }

    private Figure memory(OperatedCluster cluster, int held) throws Exception {
        long before = cluster.heldBytes();
        long passes = cluster.counted(OperatedCluster.PASSES);
        try (Crowd crowd = new Crowd(cluster.admin(), OperatedCluster.NAMESPACE)) {
            crowd.create(workflows("suspended", held));
        }
        while (cluster.counted(OperatedCluster.PASSES) < passes + held) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return Figure.of(
                name(),
                "heap per " + MEMORY_UNIT + " resources, from " + held,
                "MiB",
                (cluster.heldBytes() - before) / MIB * MEMORY_UNIT / held,
                "");
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
}
