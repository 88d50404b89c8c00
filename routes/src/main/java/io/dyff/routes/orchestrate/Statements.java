package io.dyff.routes.orchestrate;

import io.dyff.routes.host.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements that beans run: files of the sql room, an accepted override before the one in the jar. */
final class Statements {
    private final Overrides overrides;

    Statements(Overrides overrides) {
        this.overrides = overrides;
    }

    String text(String fileName) {
        return overrides.text(fileName).orElseGet(() -> onClassPath(fileName));
    }

    private static String onClassPath(String fileName) {
        try (InputStream in = Statements.class.getResourceAsStream("/dyff/" + fileName)) {
            if (in == null) {
                throw new IllegalStateException("dyff/" + fileName + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
