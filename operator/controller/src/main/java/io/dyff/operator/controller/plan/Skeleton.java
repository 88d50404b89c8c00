package io.dyff.operator.controller.plan;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the YAML that stands beside a class and has its name. */
public final class Skeleton {

    private Skeleton() {}

    /** The object in {@code <name of the class>.yaml}. */
    public static <T> T read(Class<?> beside, Class<T> type) {
        String file = beside.getSimpleName() + ".yaml";
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + beside.getName());
            }
            return Serialization.unmarshal(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
