package io.dyff.routes.api;

import io.dyff.parts.ObjectStore;
import io.dyff.routes.testing.TestingPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A real S3 API on a folder, started once per JVM, and the settings that make the application use it. */
public final class TestingObjects implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    public static final Path FOLDER = folder();
    private static final ObjectStore STORE = ObjectStore.start(FOLDER, 0, "dyff", "id", "secret");

    static {
        SpringApplication.getShutdownHandlers().add(STORE::close);
    }

    public static Map<String, Object> properties() {
        return Map.of(
                "dyff.storage.s3.endpoint", STORE.endpoint(),
                "dyff.storage.s3.access-key", "id",
                "dyff.storage.s3.secret-key", "secret");
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("objects", properties()));
    }

    private static Path folder() {
        try {
            return Files.createDirectories(TestingPlatform.folder("objects"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
