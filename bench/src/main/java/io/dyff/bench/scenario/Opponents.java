package io.dyff.bench.scenario;

import io.dyff.bench.baseline.BareServer;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import io.dyff.parts.Broker;
import io.dyff.parts.Database;
import io.dyff.parts.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The api alone and a bare server with the same bearer check, on one broker and one database.
 *
 * @param token of an administrator, which both accept
 */
record Opponents(Broker broker, Database database, ServerProcess api, ServerProcess bare, String token)
        implements AutoCloseable {
    /** Connections to the database, for both. */
    private static final int POOL_SIZE = 16;

    private static final String SECRET = "a-signing-secret-for-the-benchmark-only-0123456789-0123456789-abcdef";
    private static final String ADMIN = "io.dyff.routes.admin.AdminMain";

    /** What stands in the database before they start. */
    interface Filling {
        void into(Database database) throws Exception;
    }

    /** Starts all in the folder; returns when both answer. */
    static Opponents start(Path scratch, Filling filling) throws Exception {
        Broker broker = Broker.start(scratch.resolve("broker"));
        try {
            return start(broker, Database.start(scratch.resolve("database")), scratch, filling);
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    private static Opponents start(Broker broker, Database database, Path scratch, Filling filling) throws Exception {
        ServerProcess api = null;
        try {
            Project project = Project.here();
            Map<String, String> environment = environment(broker, database, scratch);
            String routes = project.classPath(Module.ROUTES);
            ServerProcess.call(routes, environment, ADMIN, List.of("db", "migrate"));
            ServerProcess.call(routes, environment, ADMIN, List.of("topics", "create"));
            String token = ServerProcess.call(
                    routes, environment, ADMIN, List.of("token", "create", "--account", "test", "--role", "Admin"));
            filling.into(database);
            int ours = Ports.free();
            environment.put("SERVER_PORT", Integer.toString(ours));
            api = ServerProcess.start(
                    routes, "io.dyff.routes.Host", environment, ours, "/health", scratch.resolve("api.log"));
            int bare = Ports.free();
            ServerProcess baseline = ServerProcess.start(
                    project.classPath(Module.BENCH),
                    BareServer.class.getName(),
                    bareEnvironment(broker, database, bare),
                    bare,
                    "/",
                    scratch.resolve("bare.log"));
            return new Opponents(broker, database, api, baseline, token);
        } catch (Exception e) {
            if (api != null) {
                api.close();
            }
            database.close();
            throw e;
        }
    }

    @Override
    public void close() throws Exception {
        try (broker;
                database;
                api;
                bare) {
            // Ended in the order in which they depend on each other.
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
                "DYFF_API__RATE__PER_SECOND", "0",
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
