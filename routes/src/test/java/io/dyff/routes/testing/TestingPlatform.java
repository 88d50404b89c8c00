package io.dyff.routes.testing;

import io.dyff.parts.Broker;
import io.dyff.parts.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A real broker and a real database, started once per JVM. As an initializer
 * ({@code @ContextConfiguration(initializers = TestingPlatform.class)}) it gives each application context a
 * {@link TestingSpace} of its own, which the context then has as a bean.
 */
public final class TestingPlatform implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Path FOLDER = folder();
    private static final Broker BROKER = Broker.start(FOLDER.resolve("kafka"));
    private static final Database DATABASE = Database.start(FOLDER.resolve("postgres"));
    private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));

    static {
        // Spring runs these after the last context is closed: no service outlives its broker.
        SpringApplication.getShutdownHandlers().add(TestingPlatform::close);
    }

    /** A fresh space: topics created, database migrated, nothing in either. */
    public static TestingSpace space() {
        return TestingSpace.create(ADMIN, BROKER, DATABASE, FOLDER);
    }

    /** The same on a database of the test's own, which it may stop. */
    public static TestingSpace space(Database database) {
        return TestingSpace.create(ADMIN, BROKER, database, FOLDER);
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
        try {
            FileSystemUtils.deleteRecursively(FOLDER);
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
