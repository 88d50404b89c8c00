package io.dyff.bench.scenario;

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
 * What the platform's services stand on: a broker with its topics and a database with its schema.
 *
 * @param token of an administrator
 */
record Ground(Broker broker, Database database, Path scratch, String token) implements AutoCloseable {
    /** Connections to the database, for each program under measurement. */
    static final int POOL_SIZE = 16;

    static final String SECRET = "a-signing-secret-for-the-benchmark-only-0123456789-0123456789-abcdef";
    private static final String ADMIN = "io.dyff.routes.admin.AdminMain";

    static Ground lay(Path scratch) throws Exception {
        Broker broker = Broker.start(scratch.resolve("broker"));
        Database database = null;
        try {
            database = Database.start(scratch.resolve("database"));
            String routes = Project.here().classPath(Module.ROUTES);
            Map<String, String> environment = environment(broker, database, scratch, Map.of());
            ServerProcess.call(routes, environment, ADMIN, List.of("db", "migrate"));
            ServerProcess.call(routes, environment, ADMIN, List.of("topics", "create"));
            String token = ServerProcess.call(
                    routes, environment, ADMIN, List.of("token", "create", "--account", "test", "--role", "Admin"));
            return new Ground(broker, database, scratch, token);
        } catch (Exception e) {
            broker.close();
            if (database != null) {
                database.close();
            }
            throw e;
        }
    }

    /**
     * Starts services in a JVM of their own; returns when they answer.
     *
     * @param services such as {@code api}, with commas between
     * @param heap such as {@code 256m}
     * @param more settings beside those of the parts
     */
    ServerProcess services(String services, String heap, Map<String, String> more) throws Exception {
        int port = Ports.free();
        Map<String, String> environment = environment(broker, database, scratch, more);
        environment.put("DYFF_SERVICES", services);
        environment.put("SERVER_PORT", Integer.toString(port));
        return ServerProcess.start(
                Project.here().classPath(Module.ROUTES),
                "io.dyff.routes.Host",
                heap,
                environment,
                port,
                "/actuator/health/readiness",
                scratch.resolve("services.log"));
    }

    /** Settings of the parts, for a program that is no service. */
    Map<String, String> environment() {
        return environment(broker, database, scratch, Map.of());
    }

    private static Map<String, String> environment(
            Broker broker, Database database, Path scratch, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
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
        environment.putAll(more);
        return environment;
    }

    @Override
    public void close() throws Exception {
        try (broker;
                database) {
            // The database first.
        }
    }
}
