package io.dyff.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import io.dyff.parts.ObjectStore;
import io.dyff.parts.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The step programs of an Evaluation, as the local node starts them: the client against a bare load on the same service with
 * as many connections, the verification by the bytes that it reads, and how soon the client asks.
 */
public final class StepsScenario implements Scenario {
    private static final int ROWS = Integer.getInteger("dyff.bench.rows", 20_000);
    private static final int WORKERS = 16;
    private static final int SMALL = 1_000;
    private static final int LARGE = 64_000;
    private static final int LARGE_ROWS = 4_000;
    private static final String BUCKET = "dyff";
    private static final String KEY = "bench";
    private static final String DATASET = "1".repeat(32);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public String description() {
        return "the step programs of an evaluation of " + ROWS + " rows with " + WORKERS
                + " workers, against a bare load on the same service";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        Path objects = scratch.resolve("objects");
        int port = Ports.free();
        try (ObjectStore store = ObjectStore.start(objects, 0, BUCKET, KEY, KEY);
                ServerProcess model = ServerProcess.start(
                        Project.here().classPath(Module.BENCH),
                        "io.dyff.bench.baseline.BareModel",
                        "256m",
                        Map.of("PORT", Integer.toString(port)),
                        port,
                        "/ready",
                        scratch.resolve("model.log"))) {
            Programs programs = new Programs(scratch, objects, environment(store, port), model.address());
            programs.seed(ROWS);
            programs.evaluate(SMALL);
            programs.bare(ROWS);
            Samples samples = new Samples();
            for (int round = 0; round < effort.rounds(); round++) {
                samples.add(programs, round % 2 == 0);
            }
            programs.seed(LARGE_ROWS);
            String large = programs.evaluate(LARGE);
            programs.verify(large);
            List<Figure> figures = new ArrayList<>(samples.figures());
            figures.add(Figure.of("steps", "verify and publish", "MB/s", programs.verify(large), "≥ 100"));
            return figures;
        }
    }

    private static Map<String, String> environment(ObjectStore store, int port) {
        return Map.of(
                "DYFF_STORAGE__S3__ENDPOINT",
                store.endpoint(),
                "DYFF_STORAGE__S3__ACCESS_KEY",
                KEY,
                "DYFF_STORAGE__S3__SECRET_KEY",
                KEY,
                "http_proxy",
                "http://127.0.0.1:" + port,
                "no_proxy",
                "127.0.0.1,localhost");
    }

    /** What the rounds showed. */
    private record Samples(List<Double> ours, List<Double> bare, List<Double> firsts) {
        Samples() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(Programs programs, boolean oursFirst) throws Exception {
            if (oursFirst) {
                ours(programs);
            }
            bare.add(programs.bare(ROWS));
            if (!oursFirst) {
                ours(programs);
            }
        }

        private void ours(Programs programs) throws Exception {
            ours.add(programs.rate(programs.evaluate(SMALL)));
            firsts.add(programs.first());
        }

        List<Figure> figures() {
            return List.of(
                    new Figure(
                            "steps",
                            "rows asked and stored, answers of 1 KB",
                            "/s",
                            median(ours),
                            median(bare),
                            "≥ 0.7 of the baseline"),
                    Figure.of(
                            "steps", "from the program's start to its first request", "ms", median(firsts), "≤ 1000"));
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    /** The programs, with their object store and service. */
    private static final class Programs {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Path scratch;
        private final Path objects;
        private final Map<String, String> environment;
        private final URI model;
        private long started;
        private int evaluations;

        Programs(Path scratch, Path objects, Map<String, String> environment, URI model) {
            this.scratch = scratch;
            this.objects = objects;
            this.environment = environment;
            this.model = model;
        }

        void seed(int rows) throws IOException, InterruptedException {
            Path dataset = objects.resolve(BUCKET).resolve("datasets").resolve(DATASET);
            Files.createDirectories(dataset);
            call(
                    "seed-dataset",
                    "--output",
                    dataset.resolve("part-0.parquet").toString(),
                    "--rows",
                    Integer.toString(rows));
        }

        /** Runs the client to its end, and answers the evaluation's id. */
        String evaluate(int bytes) throws IOException, InterruptedException {
            String id = "%032x".formatted(++evaluations);
            Path manifest = manifest(id, bytes);
            http.send(HttpRequest.newBuilder(model.resolve("/first")).build(), HttpResponse.BodyHandlers.discarding());
            started = System.currentTimeMillis();
            call("evaluation-client", "--evaluation_yaml", manifest.toString());
            return id;
        }

        private Path manifest(String id, int bytes) throws IOException {
            JsonNode service = JSON.readTree(Project.here()
                    .file("deploy/local/data/requests/service.json")
                    .toFile());
            ObjectNode root = JSON.createObjectNode()
                    .put("apiVersion", "dyff.io/v1alpha1")
                    .put("kind", "Evaluation");
            root.putObject("metadata").put("name", "eval-" + id).put("namespace", "workflows");
            ObjectNode spec = root.putObject("spec");
            spec.put("id", id).put("account", "test").put("dataset", DATASET);
            spec.put("replications", 1).put("workersPerReplica", WORKERS);
            ObjectNode contract = service.path("interface").deepCopy();
            contract.put("endpoint", "answers/" + bytes);
            for (String pipeline : List.of("inputPipeline", "outputPipeline")) {
                ArrayNode stages = (ArrayNode) contract.get(pipeline);
                stages.forEach(stage -> ((ObjectNode) stage)
                        .put("configuration", stage.path("configuration").toString()));
            }
            spec.set("interface", contract);
            Path file = scratch.resolve(id + ".yaml");
            Files.writeString(file, root.toString());
            return file;
        }

        /** Rows per second, as the client says itself: without the start of its program. */
        double rate(String id) throws IOException {
            return JSON.readTree(output(id).resolve("progress.json").toFile())
                    .path("perSecond")
                    .asDouble();
        }

        /** Milliseconds from the last start of a program to the service's first request. */
        double first() throws IOException, InterruptedException {
            String answer = http.send(
                            HttpRequest.newBuilder(model.resolve("/first")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return Long.parseLong(answer) - (double) started;
        }

        /** Requests per second of the bare client, in a Java as the client has it. */
        double bare(int requests) throws IOException, InterruptedException {
            String target = "http://model.workflows:80/answers/" + SMALL;
            String rate = java(
                    Module.BENCH,
                    "io.dyff.bench.baseline.BareClient",
                    Integer.toString(model.getPort()),
                    target,
                    Integer.toString(requests),
                    Integer.toString(WORKERS));
            return Double.parseDouble(rate.strip().lines().toList().getLast());
        }

        /** Megabytes of stored output per second, the program's start included. */
        double verify(String id) throws IOException, InterruptedException {
            long bytes = 0;
            try (Stream<Path> files = Files.list(output(id).resolve("data"))) {
                for (Path file : files.toList()) {
                    bytes += Files.size(file);
                }
            }
            long began = System.nanoTime();
            call(
                    "verify-evaluation-output",
                    "--evaluation_yaml",
                    scratch.resolve(id + ".yaml").toString());
            return bytes / 1e6 / ((System.nanoTime() - began) / 1e9);
        }

        private Path output(String id) {
            return objects.resolve(BUCKET).resolve("outputs").resolve(id);
        }

        private void call(String... step) throws IOException, InterruptedException {
            java(Module.STEPS, "io.dyff.operator.steps.StepsMain", step);
        }

        /** Runs a program to its end, and answers what it printed. */
        private String java(Module module, String program, String... arguments)
                throws IOException, InterruptedException {
            String name = program.substring(program.lastIndexOf('.') + 1) + "-" + arguments[0];
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile=" + scratch.resolve(name + ".jsa"),
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.io.tmpdir=" + scratch,
                    "-cp",
                    Project.here().classPath(module),
                    program));
            command.addAll(List.of(arguments));
            Path log = scratch.resolve(name + ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(name + " ended with " + code + "; its log: " + log);
            }
            return Files.readString(log);
        }
    }
}
