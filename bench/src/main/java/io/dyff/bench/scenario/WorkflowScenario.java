package io.dyff.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.bench.load.ProcessCost;
import io.dyff.local.client.ExampleEntities;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the platform itself adds to an Evaluation: its client and verify steps are programs that end at once, its session
 * runs already. What is left are the events, the decisions, the custom resource, two Jobs and the reports.
 */
public final class WorkflowScenario implements Scenario {
    private static final int ALONE = 20;
    private static final int BURST = 40;
    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final String FAKE_STEPS = """
            images:
              - { name: dyff/workflows/evaluation-client, command: [/bin/sh, -c, "exit 0"] }
              - { name: dyff/workflows/verify-evaluation-output, command: [/bin/sh, -c, "exit 0"] }
            """;
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
            String evaluation = evaluation(platform, examples).toString();
            Files.writeString(scratch.resolve("run/images.yaml"), FAKE_STEPS);
            try (ResourceArrivals arrivals =
                    new ResourceArrivals(platform.platform().folder().kubeconfig())) {
                complete(platform, evaluation);
                return measure(platform, arrivals, evaluation);
            }
        }
    }

    private List<Figure> measure(LocalPlatform platform, ResourceArrivals arrivals, String evaluation)
            throws IOException, InterruptedException {
        Samples toResource = new Samples();
        Samples toComplete = new Samples();
        for (int i = 0; i < ALONE; i++) {
            long began = System.nanoTime();
            String id = complete(platform, evaluation);
            toComplete.add(System.nanoTime() - began);
            toResource.add(arrivals.of("eval-" + id) - began);
        }
        double cpu = cpuMillis(platform);
        long began = System.nanoTime();
        burst(platform, evaluation);
        double seconds = (System.nanoTime() - began) / 1e9;
        return List.of(
                Figure.of(name(), "POST → custom resource, p50", "ms", toResource.at(0.5), ""),
                Figure.of(name(), "POST → custom resource, max of " + ALONE, "ms", toResource.at(1), "≤ 1000"),
                Figure.of(name(), "POST → Complete, p50", "ms", toComplete.at(0.5), ""),
                Figure.of(name(), BURST + " at once", "1/s", BURST / seconds, ""),
                Figure.of(name(), "processor time, platform", "ms/workflow", (cpuMillis(platform) - cpu) / BURST, ""));
    }

    private void burst(LocalPlatform platform, String evaluation) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            ids.add(platform.post("/evaluations", evaluation).path("id").asText());
        }
        for (String id : ids) {
            await(platform, "/evaluations/" + id, "Complete");
        }
    }

    private static String complete(LocalPlatform platform, String evaluation) throws IOException, InterruptedException {
        String id = platform.post("/evaluations", evaluation).path("id").asText();
        await(platform, "/evaluations/" + id, "Complete");
        return id;
    }

    /** An evaluation on a session that runs. */
    private JsonNode evaluation(LocalPlatform platform, Examples examples) throws IOException, InterruptedException {
        ObjectNode request = json.createObjectNode().put("account", "test").put("inferenceService", examples.service());
        String session = platform.post("/inferencesessions", request.toString())
                .at("/inferencesession/id")
                .asText();
        awaitReady(platform, "/inferencesessions/" + session + "/ready");
        return json.createObjectNode()
                .put("account", "test")
                .put("dataset", examples.dataset())
                .put("inferenceSessionReference", session);
    }

    private static void await(LocalPlatform platform, String path, String status)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        String seen = "";
        while (!seen.equals(status)) {
            if (System.nanoTime() > end || seen.equals("Failed") || seen.equals("Error")) {
                throw new IllegalStateException(path + " is " + seen + ", not " + status);
            }
            TimeUnit.MILLISECONDS.sleep(2);
            seen = platform.read(path).path("status").asText();
        }
    }

    private static void awaitReady(LocalPlatform platform, String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        while (platform.get(path).statusCode() != 200) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(path + " does not answer 200");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static double cpuMillis(LocalPlatform platform) {
        return platform.platform().processes().stream()
                .map(RunState.Child::process)
                .filter(Objects::nonNull)
                .mapToLong(p -> ProcessCost.cpu(p.pid()).toMillis())
                .sum();
    }
}
