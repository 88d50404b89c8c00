package io.dyff.routes.data;

import io.dyff.routes.host.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The texts of the data rooms that Java reads itself: statements outside routes, schemas, rules. */
public final class DataFiles {
    private final Overrides overrides;

    public DataFiles(Overrides overrides) {
        this.overrides = overrides;
    }

    /** The text of that file name: the accepted override, else the one in the jar. */
    public String text(String fileName) {
        Optional<String> accepted = overrides.text(fileName);
        return accepted.orElseGet(() -> onClassPath(fileName));
    }

    /** True when there is a file of that name. */
    public boolean has(String fileName) {
        return overrides.text(fileName).isPresent() || DataFiles.class.getResource("/dyff/" + fileName) != null;
    }

    private static String onClassPath(String fileName) {
        try (InputStream in = DataFiles.class.getResourceAsStream("/dyff/" + fileName)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no file dyff/" + fileName);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
