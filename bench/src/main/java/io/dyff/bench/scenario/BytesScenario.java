package io.dyff.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.bench.load.Transfer;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.parts.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A large file through the api, with its digest, against the same file straight to the same S3 endpoint. */
public final class BytesScenario implements Scenario {
    /** The file's length; the property makes a short try possible. */
    private static final long BYTES = Long.getLong("dyff.bench.bytes", 1L << 30);

    private static final int AT_ONCE = 10;
    private static final String HEAP = "256m";
    private static final String BUCKET = "dyff";

    /** Of a dataset of texts. */
    private static final String SCHEMA =
            "/////9gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAMAAABwAAAAMAAAAAQAAACs////AAAB"
                    + "BRAAAAAYAAAABAAAAAAAAAAFAAAAdG9waWMAAADY////1P///wAAAQUQAAAAHAAAAAQAAAAAAAAABAAAAHRleHQAAAAABAAEAAQA"
                    + "AAAQABQACAAGAAcADAAAABAAEAAAAAAAAQIQAAAAIAAAAAQAAAAAAAAABwAAAF9pbmRleF8ACAAMAAgABwAIAAAAAAAAAUAAAAA=";

    private static final String KEY = "bench";
    private static final Duration VISIBLE = Duration.ofSeconds(30);
    private static final Duration VALID = Duration.ofHours(1);

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public String description() {
        return "upload and download of " + (BYTES >> 20) + " MiB through a heap of " + HEAP
                + ", against the object store itself";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        Path objects = scratch.resolve("objects");
        try (Ground ground = Ground.lay(scratch);
                ObjectStore store = ObjectStore.start(objects, 0, BUCKET, KEY, KEY);
                ServerProcess server = ground.services("api,aggregate,sink", HEAP, settings(store));
                ApiClient api = new ApiClient(server.address() + "/v0", ground.token());
                S3Presigner signer = signer(store)) {
            Transfer transfer = new Transfer(BYTES);
            Sides sides = new Sides(transfer, api, signer, objects);
            for (int round = 0; round < effort.rounds(); round++) {
                sides.round(round % 2 == 0);
            }
            List<Figure> figures = new ArrayList<>(sides.figures());
            figures.addAll(atOnce(sides));
            String log = Files.readString(scratch.resolve("services.log"));
            figures.add(
                    Figure.of("bytes", "out of memory (1 = yes)", "", log.contains("OutOfMemoryError") ? 1 : 0, "0"));
            return figures;
        }
    }

    private static List<Figure> atOnce(Sides sides) throws InterruptedException {
        int failed = 0;
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Double>> both = IntStream.range(0, AT_ONCE)
                    .<Callable<Double>>mapToObj(i -> sides::both)
                    .toList();
            for (Future<Double> one : threads.invokeAll(both)) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    System.err.println("bench: one of " + AT_ONCE + " at once: " + e.getCause());
                    failed++;
                }
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return List.of(
                Figure.of("bytes", AT_ONCE + " up and down at once: failed", "", failed, "0"),
                Figure.of("bytes", AT_ONCE + " up and down at once", "s", seconds, ""));
    }

    private static Map<String, String> settings(ObjectStore store) {
        return Map.of(
                "DYFF_STORAGE__S3__ENDPOINT", store.endpoint(),
                "DYFF_STORAGE__S3__ACCESS_KEY", KEY,
                "DYFF_STORAGE__S3__SECRET_KEY", KEY);
    }

    private static S3Presigner signer(ObjectStore store) {
        return S3Presigner.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .build();
    }

    /** The same file both ways; each is deleted when it has been read. */
    private record Sides(
            Transfer transfer,
            ApiClient api,
            S3Presigner signer,
            Path objects,
            List<Double> ups,
            List<Double> downs,
            List<Double> bareUps,
            List<Double> bareDowns) {

        Sides(Transfer transfer, ApiClient api, S3Presigner signer, Path objects) {
            this(
                    transfer,
                    api,
                    signer,
                    objects,
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        void round(boolean oursFirst) throws Exception {
            if (oursFirst) {
                ours();
            }
            bare();
            if (!oursFirst) {
                ours();
            }
        }

        List<Figure> figures() {
            return List.of(
                    new Figure("bytes", "upload", "MiB/s", median(ups), median(bareUps), "≥ 0.7 of the baseline"),
                    new Figure(
                            "bytes", "download", "MiB/s", median(downs), median(bareDowns), "≥ 0.7 of the baseline"));
        }

        /** Up and down once more, not counted. */
        double both() throws IOException, InterruptedException {
            List<Double> speeds = new ArrayList<>();
            through(speeds, speeds);
            return speeds.getFirst();
        }

        private void ours() throws IOException, InterruptedException {
            through(ups, downs);
        }

        private void through(List<Double> up, List<Double> down) throws IOException, InterruptedException {
            String id = create();
            up.add(transfer.put(upload(id), Map.of()));
            ApiClient.accepted("finalize", finish("/datasets/" + id + "/finalize"));
            down.add(transfer.get(download(id)));
            FileSystemUtils.deleteRecursively(
                    objects.resolve(BUCKET).resolve("datasets").resolve(id));
        }

        /** Ten that end together keep the machine busy: the answer is to try again then. */
        private ApiClient.Answer finish(String path) throws InterruptedException {
            return new Deadline(VISIBLE)
                    .await(
                            "an answer of POST " + path + " other than 429",
                            () -> Optional.of(api.post(path, null)).filter(answer -> answer.status() != 429));
        }

        private void bare() throws IOException {
            String put = signer.presignPutObject(r -> r.signatureDuration(VALID)
                            .putObjectRequest(o -> o.bucket(BUCKET).key("bare").contentMD5(transfer.md5())))
                    .url()
                    .toString();
            bareUps.add(transfer.put(put, Map.of("Content-MD5", transfer.md5())));
            String get = signer.presignGetObject(r -> r.signatureDuration(VALID)
                            .getObjectRequest(o -> o.bucket(BUCKET).key("bare")))
                    .url()
                    .toString();
            bareDowns.add(transfer.get(get));
            Files.delete(objects.resolve(BUCKET).resolve("bare"));
        }

        private String create() throws InterruptedException {
            ObjectNode request =
                    new ObjectMapper().createObjectNode().put("account", "test").put("name", "bench");
            ObjectNode artifact = request.putArray("artifacts").addObject();
            artifact.put("kind", "parquet")
                    .put("path", "file")
                    .putObject("digest")
                    .put("md5", transfer.md5());
            request.putObject("schema").put("arrowSchema", SCHEMA);
            return api.create("datasets", request).path("id").asText();
        }

        /** A create may be answered before it is visible. */
        private String upload(String id) throws InterruptedException {
            return new Deadline(VISIBLE).await("the dataset's upload", () -> {
                ApiClient.Answer link = api.get("/datasets/" + id + "/upload/file");
                return link.status() == 404
                        ? Optional.empty()
                        : Optional.of(
                                ApiClient.accepted("upload", link).path("url").asText());
            });
        }

        private String download(String id) throws InterruptedException {
            for (JsonNode link : ApiClient.accepted("downlinks", api.get("/datasets/" + id + "/downlinks"))) {
                if (link.at("/artifact/path").asText().equals("file")) {
                    return link.at("/signedURL/url").asText();
                }
            }
            throw new IllegalStateException("dataset " + id + " offers no file");
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }
}
