package io.dyff.bench.scenario;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many creates per second are accepted and durable, against a bare server with the same bearer check, one query by id
 * and one record with acks=all. The api runs alone and is asked not to wait for visibility.
 */
public final class AcceptScenario implements Scenario {
    private static final int CONNECTIONS = 16;
    private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
    private static final int MOST_WARM_UP_ROUNDS = 10;
    /** A round that is faster by less than this is no faster. */
    private static final double STEADY = 1.03;
    /** Connections to the database, for both. */
    private static final int POOL_SIZE = 16;

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
        CreateRequests requests = new CreateRequests(token, MODEL);
        Side ours = new Side(api, requests);
        Side bare = new Side(baseline, requests);
        Round oursFirst = ours.round(FIRST_MINUTE);
        Round bareFirst = bare.round(FIRST_MINUTE);
        boolean steady = warmUp(effort, ours, bare);
        for (int round = 0; round < effort.rounds(); round++) {
            // A-B-B-A: what drifts on the machine meets both sides alike.
            (round % 2 == 0 ? ours : bare).count(effort.round());
            (round % 2 == 0 ? bare : ours).count(effort.round());
        }
        return List.of(
                ratio("accepted, first minute", "1/s", oursFirst.rate(), bareFirst.rate(), "≥ 0.4 of the baseline"),
                ratio("processor, first minute", "µs/request", oursFirst.micros(), bareFirst.micros(), ""),
                ratio("accepted", "1/s", ours.median(Round::rate), bare.median(Round::rate), "≥ 0.65 of the baseline"),
                ratio(
                        "processor",
                        "µs/request",
                        ours.median(Round::micros),
                        bare.median(Round::micros),
                        "≤ 1.6 of the baseline"),
                ratio("latency p50", "ms", ours.median(Round::p50), bare.median(Round::p50), ""),
                ratio("latency p99", "ms", ours.median(Round::p99), bare.median(Round::p99), ""),
                Figure.of("accept", "steady before counting (1 = yes)", "", steady ? 1 : 0, "1"),
                Figure.of("accept", "answers other than 2xx", "", ours.refused + bare.refused, "0"));
    }

    private static Figure ratio(String name, String unit, double ours, double bare, String target) {
        return new Figure("accept", name, unit, ours, bare, target);
    }

    /** Compilers work on both until neither gets faster; whether that was reached. */
    private static boolean warmUp(Effort effort, Side ours, Side bare) throws InterruptedException {
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

    /** What one round of load saw. */
    private record Round(double rate, double micros, double p50, double p99) {}

    /** One server and its counted rounds. */
    private static final class Side {
        private final ServerProcess server;
        private final CreateRequests requests;
        private final List<Round> counted = new ArrayList<>();
        private int refused;

        Side(ServerProcess server, CreateRequests requests) {
            this.server = server;
            this.requests = requests;
        }

        void count(Duration length) throws InterruptedException {
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

        double median(ToDoubleFunction<Round> figure) {
            double[] sorted = counted.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }
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
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", Integer.toString(POOL_SIZE),
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
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", Integer.toString(POOL_SIZE),
                "SPRING_THREADS_VIRTUAL_ENABLED", "true",
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_DATASOURCE_USERNAME", database.user(),
                "SPRING_DATASOURCE_PASSWORD", database.password(),
                "BENCH_SECRET", SECRET,
                "BENCH_BOOTSTRAPSERVERS", broker.bootstrapServers(),
                "BENCH_TOPIC", "dyff.workflows.events");
    }
}
