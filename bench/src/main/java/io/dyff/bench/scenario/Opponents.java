package io.dyff.bench.scenario;

import io.dyff.bench.baseline.BareServer;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import io.dyff.parts.Database;
import io.dyff.parts.Ports;
import java.nio.file.Path;
import java.util.Map;

/** The api alone and a bare server with the same bearer check, on one broker and one database. */
record Opponents(Ground ground, ServerProcess api, ServerProcess bare) implements AutoCloseable {
    /** Nothing makes visible what the api alone accepts. */
    private static final Map<String, String> UNSEEN = Map.of("DYFF_API__LAG_LIMIT", "1h");

    private static final String HEAP = "320m";

    /** What stands in the database before they start. */
    interface Filling {
        void into(Database database) throws Exception;
    }

    /** Starts all in the folder; returns when both answer. */
    static Opponents start(Path scratch, Filling filling) throws Exception {
        Ground ground = Ground.lay(scratch);
        ServerProcess api = null;
        try {
            filling.into(ground.database());
            api = ground.services("api", HEAP, UNSEEN);
            return new Opponents(ground, api, bare(ground));
        } catch (Exception e) {
            if (api != null) {
                api.close();
            }
            ground.close();
            throw e;
        }
    }

    /** A token of an administrator, which both accept. */
    String token() {
        return ground.token();
    }

    private static ServerProcess bare(Ground ground) throws Exception {
        int port = Ports.free();
        return ServerProcess.start(
                Project.here().classPath(Module.BENCH),
                BareServer.class.getName(),
                HEAP,
                bareEnvironment(ground, port),
                port,
                "/",
                ground.scratch().resolve("bare.log"));
    }

    @Override
    public void close() throws Exception {
        try (ground;
                api;
                bare) {
            // Ended in the order in which they depend on each other.
        }
    }

    private static Map<String, String> bareEnvironment(Ground ground, int port) {
        return Map.of(
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", Integer.toString(port),
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", Integer.toString(Ground.POOL_SIZE),
                "SPRING_THREADS_VIRTUAL_ENABLED", "true",
                "SPRING_DATASOURCE_URL", ground.database().url(),
                "SPRING_DATASOURCE_USERNAME", ground.database().user(),
                "SPRING_DATASOURCE_PASSWORD", ground.database().password(),
                "BENCH_SECRET", Ground.SECRET,
                "BENCH_BOOTSTRAPSERVERS", ground.broker().bootstrapServers(),
                "BENCH_TOPIC", "dyff.workflows.events");
    }
}
