package io.dyff.bench.scenario;

import io.dyff.bench.core.Specimen;
import io.dyff.bench.load.ProcessCost;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import io.dyff.parts.Broker;
import io.dyff.parts.Database;
import io.dyff.parts.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
        return services(services, heap, more, "/actuator/health/readiness");
    }

    /** The same, but returns when they live: they may be at work on what they found. */
    ServerProcess worker(String service, String heap) throws Exception {
        return services(service, heap, Map.of(), "/actuator/health/liveness");
    }

    private ServerProcess services(String services, String heap, Map<String, String> more, String healthPath)
            throws Exception {
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
                healthPath,
                scratch.resolve("services.log"));
    }

    /** Records to copy, made by services that end thereafter. */
    Specimen specimen() throws Exception {
        try (ServerProcess services = services("api,aggregate,sink", "320m", Map.of())) {
            return Specimen.take(services.address(), token, brokers());
        }
    }

    /** Processor time so far of the broker, which is in this process, of all that was started here, and of the database. */
    Duration cpu() {
        long own = ProcessHandle.current().pid();
        return ProcessCost.cpuOfTree(own).plus(ProcessCost.cpuOfTree(databasePid()));
    }

    /** Its server is nobody's child; the pid is the first line of a file in its data. */
    private long databasePid() {
        Path file = scratch.resolve("database/data/postmaster.pid");
        try (Stream<String> lines = Files.lines(file)) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Addresses of the broker. */
    String brokers() {
        return broker.bootstrapServers();
    }

    /** Starts a program that answers nobody, on the services' class path; it works until it is closed. */
    ServerProcess program(Class<?> main, String heap, List<String> arguments) throws IOException {
        String classPath = own() + File.pathSeparator + Project.here().classPath(Module.ROUTES);
        return ServerProcess.start(
                classPath, main.getName(), heap, arguments, environment(), scratch.resolve("program.log"));
    }

    /** Runs an administrator's command to its end. */
    String admin(String... arguments) throws Exception {
        return ServerProcess.call(Project.here().classPath(Module.ROUTES), environment(), ADMIN, List.of(arguments));
    }

    /** Where the classes of this module lie. */
    static String own() {
        return Path.of(URI.create(Ground.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
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
