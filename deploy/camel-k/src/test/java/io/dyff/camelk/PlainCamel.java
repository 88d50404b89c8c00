package io.dyff.camelk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** Camel as it is published, which runs Pipes with the kamelets of this folder. */
final class PlainCamel implements AutoCloseable {
    /** The value of the property {@code receiver.token}. */
    static final String SECRET = "s3cret";

    private final Main main = new Main();

    /**
     * Starts Pipes.
     *
     * @param folder takes their routes
     * @param pipes texts of manifests
     */
    PlainCamel(Path folder, String... pipes) {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.component.kamelet.location", "file:" + Rooms.PORTABLE_KAMELETS);
        // As a mounted Secret brings it.
        main.addInitialProperty("receiver.token", SECRET);
        for (int i = 0; i < pipes.length; i++) {
            PipeRoute route = PipeRoute.of(pipes[i]);
            route.properties().forEach((name, value) -> main.addInitialProperty(name, value.toString()));
            write(folder.resolve("pipe-" + i + ".yaml"), route.text());
        }
        main.configure()
                .withRoutesIncludePattern("file:" + folder + "/pipe-*.yaml")
                .withShutdownTimeout(5);
        main.start();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        main.stop();
        main.shutdown();
    }
}
