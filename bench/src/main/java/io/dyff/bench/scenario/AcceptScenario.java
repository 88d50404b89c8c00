package io.dyff.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.bench.baseline.BareServer;
import io.dyff.bench.load.ClosedLoop;
import io.dyff.bench.load.Latencies;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import io.dyff.parts.Broker;
import io.dyff.parts.Database;
import io.dyff.parts.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many creates per second are accepted and durable, against a bare server with the same bearer check, one query by id
 * and one record with acks=all. The api runs alone and is asked not to wait for visibility.
 */
public final class AcceptScenario implements Scenario {
    private static final int CONNECTIONS = 16;
    private static final int WARM_UP_ROUNDS = 2;
    private static final String SECRET = "a-signing-secret-for-the-benchmark-only-0123456789-0123456789-abcdef";
    private static final String MODEL = "0123456789abcdef0123456789abcdef";
    private static final String ADMIN = "io.dyff.routes.admin.AdminMain";

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public String description() {
        return "POST accepted (bearer, grants, schema, one reference, acks=all) against a bare server";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        Project project = Project.here();
        try (Broker broker = Broker.start(scratch.resolve("broker"));
                Database database = Database.start(scratch.resolve("database"))) {
            Map<String, String> environment = environment(broker, database, scratch);
            String routes = project.classPath(Module.ROUTES);
            ServerProcess.call(routes, environment, ADMIN, List.of("db", "migrate"));
            ServerProcess.call(routes, environment, ADMIN, List.of("topics", "create"));
            String token = ServerProcess.call(
                    routes, environment, ADMIN, List.of("token", "create", "--account", "test", "--role", "Admin"));
            insertModel(database);
            int ours = Ports.free();
            environment.put("SERVER_PORT", Integer.toString(ours));
            int bare = Ports.free();
            try (ServerProcess api = ServerProcess.start(
                            routes, "io.dyff.routes.Host", environment, ours, "/health", scratch.resolve("api.log"));
                    ServerProcess baseline = ServerProcess.start(
                            project.classPath(Module.BENCH),
                            BareServer.class.getName(),
                            bareEnvironment(broker, database, bare),
                            bare,
                            "/",
                            scratch.resolve("bare.log"))) {
                return measure(effort, api, baseline, token);
            }
        }
    }

    private static List<Figure> measure(Effort effort, ServerProcess api, ServerProcess baseline, String token)
            throws InterruptedException {
        Side ours = new Side(api, request(token));
        Side bare = new Side(baseline, request(token));
        // Compilers warm up on both before anything counts.
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            ours.round(effort, false);
            bare.round(effort, false);
        }
        for (int round = 0; round < effort.rounds(); round++) {
            ours.round(effort, true);
            bare.round(effort, true);
        }
        return List.of(
                new Figure(
                        "accept", "accepted", "1/s", median(ours.rates), median(bare.rates), "≥ 0.6 of the baseline"),
                new Figure("accept", "processor time", "µs/request", median(ours.micros), median(bare.micros), ""),
                new Figure("accept", "latency p50", "ms", median(ours.p50), median(bare.p50), ""),
                new Figure("accept", "latency p99", "ms", median(ours.p99), median(bare.p99), ""),
                Figure.of("accept", "answers other than 2xx", "", ours.refused + bare.refused, "0"));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** One server and what its rounds saw. */
    private static final class Side {
        private final ServerProcess server;
        private final byte[] request;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> micros = new ArrayList<>();
        private final List<Double> p50 = new ArrayList<>();
        private final List<Double> p99 = new ArrayList<>();
        private int refused;

        Side(ServerProcess server, byte[] request) {
            this.server = server;
            this.request = request;
        }

        void round(Effort effort, boolean counts) throws InterruptedException {
            long before = server.cpu().toMillis();
            Latencies seen = new ClosedLoop(server.address(), CONNECTIONS, effort.round()).run(() -> request);
            long cpu = server.cpu().toMillis() - before;
            refused += seen.refused();
            if (seen.count() == 0) {
                throw new IllegalStateException("the server at " + server.address() + " accepted nothing");
            }
            if (counts) {
                rates.add(seen.rate());
                micros.add(cpu * 1000.0 / seen.count());
                p50.add(seen.p50());
                p99.add(seen.p99());
            }
        }
    }

    private static byte[] request(String token) {
        String body = """
                {"account":"test","name":"bench","model":"%s","runner":{"kind":"mock","resources":{"memory":"1Gi"},\
                "image":{"host":"registry.example.org","name":"dyff/workflows/inferenceservice-mock",\
                "digest":"sha256:f7becd37affa559a60e7ef2d3a0b1e4766e6cd6438cef701d58d2653767e7e54"}},\
                "interface":{"endpoint":"openai/v1/completions","outputSchema":{"arrowSchema":"%s"}}}""".formatted(MODEL, "A".repeat(1400));
        return ("POST /v0/inferenceservices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nPrefer: respond-async\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }

    private static void insertModel(Database database) throws Exception {
        String body = """
                {"id":"%s","kind":"Model","account":"test","schemaVersion":"0.1","status":"Ready",\
                "creationTime":"2026-01-01T00:00:00Z","labels":{},"annotations":[],\
                "metadata":{"documentation":{},"preconditions":[]},"name":"m","artifact":{"kind":"Mock"},\
                "source":{"kind":"Mock"},"resources":{"memory":"1Gi"}}""".formatted(MODEL);
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into entity (id, kind, account, status, created_at, version, partition, body)"
                                + " values (?, 'Model', 'test', 'Ready', now(), 0, 0, cast(? as jsonb))")) {
            insert.setString(1, MODEL);
            insert.setString(2, body);
            insert.executeUpdate();
        }
    }

    private static Map<String, String> environment(Broker broker, Database database, Path scratch) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DYFF_SERVICES", "api",
                "DYFF_KAFKA__CONFIG__BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "DYFF_KAFKA__STREAMS__STATE_DIR", scratch.resolve("streams").toString(),
                "DYFF_DATABASE__URL", database.url(),
                "DYFF_DATABASE__USER", database.user(),
                "DYFF_DATABASE__PASSWORD", database.password(),
                "DYFF_API__AUTH__API_KEY_SIGNING_SECRET", SECRET,
                "SERVER_ADDRESS", "127.0.0.1"));
        environment.putAll(Map.of(
                "DYFF_STORAGE__S3__ENDPOINT", "http://127.0.0.1:9",
                "DYFF_STORAGE__S3__ACCESS_KEY", "unused",
                "DYFF_STORAGE__S3__SECRET_KEY", "unused",
                "DYFF_RESOURCES__DATASETS__STORAGE__URL", "s3://dyff/datasets",
                "DYFF_RESOURCES__MODELS__STORAGE__URL", "s3://dyff/models",
                "DYFF_RESOURCES__OUTPUTS__STORAGE__URL", "s3://dyff/outputs"));
        return environment;
    }

    private static Map<String, String> bareEnvironment(Broker broker, Database database, int port) {
        return Map.of(
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", Integer.toString(port),
                "SPRING_THREADS_VIRTUAL_ENABLED", "true",
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_DATASOURCE_USERNAME", database.user(),
                "SPRING_DATASOURCE_PASSWORD", database.password(),
                "BENCH_SECRET", SECRET,
                "BENCH_BOOTSTRAPSERVERS", broker.bootstrapServers(),
                "BENCH_TOPIC", "dyff.workflows.events");
    }
}
