package io.dyff.bench.scenario;

import java.nio.file.Path;
import java.util.List;

/** From the start of a POST until GET shows the entity, one after the other, on the whole platform. */
public final class VisibleScenario implements Scenario {
    private static final String MODEL = """
            {"account":"test","name":"bench","artifact":{"kind":"Mock"},"source":{"kind":"Mock"},\
            "resources":{"memory":"1Gi"}}""";

    @Override
    public String name() {
        return "visible";
    }

    @Override
    public String description() {
        return "POST → visible by GET, through events, state and database";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (LocalPlatform platform = LocalPlatform.start(scratch)) {
            measure(platform, effort.round().toNanos());
            Seen seen = measure(platform, effort.round().toNanos() * effort.rounds());
            return List.of(
                    Figure.of(name(), "p50", "ms", seen.samples.at(0.5), "≤ 50"),
                    Figure.of(name(), "p99", "ms", seen.samples.at(0.99), "≤ 200"),
                    Figure.of(
                            name(),
                            "GET right after POST that missed",
                            "of " + seen.samples.count(),
                            seen.missed,
                            "0"));
        }
    }

    private static Seen measure(LocalPlatform platform, long nanos) throws Exception {
        Samples samples = new Samples();
        int missed = 0;
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            String id = platform.post("/models", MODEL).path("id").asText();
            if (platform.get("/models/" + id).statusCode() != 200) {
                missed++;
            }
            samples.add(System.nanoTime() - began);
        }
        return new Seen(samples, missed);
    }

    private record Seen(Samples samples, int missed) {}
}
