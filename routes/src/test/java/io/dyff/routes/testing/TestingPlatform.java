package io.dyff.routes.testing;

import io.dyff.parts.Broker;
import io.dyff.parts.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A real broker and a real database, started once per JVM. As an initializer
 * ({@code @ContextConfiguration(initializers = TestingPlatform.class)}) it gives each application context a
 * {@link TestingSpace} of its own, which the context then has as a bean.
 */
public final class TestingPlatform implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Path FOLDER = folder();

    /** Outlives the run, and serves other modules: to unpack them takes longer than all other starts. */
    private static final Path PROGRAMS =
            Path.of(System.getProperty("postgres.programs", "target/postgres")).toAbsolutePath();

    private static final Broker BROKER = Broker.start(FOLDER.resolve("kafka"));
    private static final Database DATABASE = Database.start(FOLDER.resolve("postgres"), PROGRAMS, 0);
    private static final String MIGRATED = "migrated";
    private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));

    private static final AtomicInteger DATABASES = new AtomicInteger();

    static {
        TestingDatabase.migrate(DATABASE, MIGRATED);
        // Spring runs these after the last context is closed: no service outlives its broker.
        SpringApplication.getShutdownHandlers().add(TestingPlatform::close);
    }

    /** A fresh space: topics created, database migrated, nothing in either. */
    public static TestingSpace space() {
        return TestingSpace.create(ADMIN, BROKER, database(), FOLDER);
    }

    /** The same on a database of the test's own, which it may stop. */
    public static TestingSpace space(Database database) {
        return TestingSpace.create(ADMIN, BROKER, TestingDatabase.migrate(database, "own"), FOLDER);
    }

    /** For tests without topics. */
    public static TestingDatabase database() {
        return TestingDatabase.copy(DATABASE, MIGRATED, "d" + DATABASES.incrementAndGet());
    }

    /** A folder that is deleted at the end of the run. */
    public static Path folder(String name) {
        return FOLDER.resolve(name);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        space().configure(context);
    }

    private static void close() {
        ADMIN.close();
        DATABASE.close();
        BROKER.close();
        delete();
    }

    /** Tens of thousands of files, in a process that nobody waits for, and that the test command may not end. */
    private static void delete() {
        ProcessBuilder builder = new ProcessBuilder("rm", "-rf", FOLDER.toString());
        builder.environment().remove("DYFF_TEST_RUN");
        try {
            builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "platform-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
