package io.dyff.bench.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.bench.baseline.BareWorkflow;
import io.dyff.bench.load.ProcessCost;
import io.dyff.local.client.ExampleEntities;
import io.dyff.local.instance.Examples;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What the platform itself adds to an Evaluation whose steps are programs that end at once and whose session is a program
 * that does nothing: events, decisions, the custom resource and the reports. Beside it the floor: the same Deployment,
 * Service and Jobs made by a client alone, on the same API server in the same run. Both sides are charged with the
 * processor time of all processes and of this one, which is the client of both.
 */
public final class WorkflowScenario implements Scenario {
    private static final int ALONE = 20;
    private static final int BURST = 40;
    private static final Duration BOUND = Duration.ofSeconds(120);
    /** One alone is looked at this often, for its time. */
    private static final Duration OFTEN = Duration.ofMillis(5);
    /** Many together are not: the looking would cost more than the work. */
    private static final Duration SELDOM = Duration.ofMillis(50);

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String name() {
        return "workflow";
    }

    @Override
    public String description() {
        return "what the platform adds to an Evaluation whose steps take no time";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (LocalPlatform platform = LocalPlatform.start(scratch)) {
            new ExampleEntities(platform.platform().folder(), Project.here()).ensure();
            Examples examples =
                    Objects.requireNonNull(platform.platform().settings().examples());
            String evaluation = evaluation(examples);
            Files.writeString(scratch.resolve("run/images.yaml"), FakeSteps.IMAGES);
            Path kubeconfig = platform.platform().folder().kubeconfig();
            try (ResourceArrivals arrivals = new ResourceArrivals(kubeconfig);
                    BareWorkflow bare = new BareWorkflow(kubeconfig)) {
                List<Figure> figures = new ArrayList<>(alone(platform, arrivals, evaluation));
                figures.addAll(together(effort, platform, bare, evaluation));
                return figures;
            }
        }
    }

    private List<Figure> alone(LocalPlatform platform, ResourceArrivals arrivals, String evaluation)
            throws IOException, InterruptedException {
        complete(platform, evaluation);
        Samples toResource = new Samples();
        Samples toComplete = new Samples();
        for (int i = 0; i < ALONE; i++) {
            long began = System.nanoTime();
            String id = complete(platform, evaluation);
            toComplete.add(System.nanoTime() - began);
            toResource.add(arrivals.of("eval-" + id) - began);
        }
        return List.of(
                Figure.of(name(), "POST → custom resource, p50", "ms", toResource.at(0.5), ""),
                Figure.of(name(), "POST → custom resource, max of " + ALONE, "ms", toResource.at(1), "≤ 1000"),
                Figure.of(name(), "POST → Complete, p50", "ms", toComplete.at(0.5), ""));
    }

    private List<Figure> together(Effort effort, LocalPlatform platform, BareWorkflow bare, String evaluation)
            throws Exception {
        String pattern = complete(platform, evaluation);
        Burst ours = new Burst(
                platform,
                () -> platform.post("/evaluations", evaluation).path("id").asText());
        Burst floor = new Burst(platform, () -> {
            bare.run(pattern);
            return "";
        });
        ours.run();
        floor.run();
        ours.forget();
        floor.forget();
        for (int round = 0; round < effort.rounds(); round++) {
            (round % 2 == 0 ? ours : floor).run();
            (round % 2 == 0 ? floor : ours).run();
        }
        return List.of(
                new Figure(name(), BURST + " at once", "1/s", ours.rate(), floor.rate(), "≥ 0.5 of the floor"),
                new Figure(
                        name(),
                        "processor, all processes",
                        "ms/workflow",
                        ours.millis(),
                        floor.millis(),
                        "≤ 2.5 of the floor"));
    }

    /** Many workflows started at the same moment, until the last is complete. */
    private static final class Burst {
        private final LocalPlatform platform;
        private final Callable<String> start;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> millis = new ArrayList<>();

        /** @param start starts one; answers the id of an evaluation that is to be awaited, or nothing if it is complete */
        Burst(LocalPlatform platform, Callable<String> start) {
            this.platform = platform;
            this.start = start;
        }

        void run() throws Exception {
            Duration cpu = cpu();
            long began = System.nanoTime();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<String> id : threads.invokeAll(Collections.nCopies(BURST, start))) {
                    if (!id.get().isEmpty()) {
                        await(platform, "/evaluations/" + id.get(), "Complete", SELDOM);
                    }
                }
            }
            rates.add(BURST / ((System.nanoTime() - began) / 1e9));
            millis.add((double) cpu().minus(cpu).toMillis() / BURST);
        }

        /** The rounds so far warmed things up. */
        void forget() {
            rates.clear();
            millis.clear();
        }

        double rate() {
            return median(rates);
        }

        double millis() {
            return median(millis);
        }

        private static double median(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        private Duration cpu() {
            return platform.cpu().plus(ProcessCost.cpu(ProcessHandle.current().pid()));
        }
    }

    private static String complete(LocalPlatform platform, String evaluation) throws IOException, InterruptedException {
        String id = platform.post("/evaluations", evaluation).path("id").asText();
        await(platform, "/evaluations/" + id, "Complete", OFTEN);
        return id;
    }

    private String evaluation(Examples examples) {
        ObjectNode request = json.createObjectNode().put("account", "test").put("dataset", examples.dataset());
        request.putObject("inferenceSession").put("inferenceService", examples.service());
        return request.toString();
    }

    private static void await(LocalPlatform platform, String path, String status, Duration every)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        String seen = "";
        while (!seen.equals(status)) {
            if (System.nanoTime() > end || seen.equals("Failed") || seen.equals("Error")) {
                throw new IllegalStateException(path + " is " + seen + ", not " + status);
            }
            TimeUnit.MILLISECONDS.sleep(every.toMillis());
            seen = platform.read(path).path("status").asText();
        }
    }
}
