package io.dyff.routes.kind;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds of the platform, read once from {@code kinds.yaml}; the order is the file's. */
public final class Kinds {
    private final Map<String, Kind> byName = new LinkedHashMap<>();
    private final Map<String, Kind> byResource = new LinkedHashMap<>();

    private Kinds(Collection<Kind> kinds) {
        for (Kind kind : kinds) {
            if (byName.put(kind.name(), kind) != null || byResource.put(kind.resource(), kind) != null) {
                throw new IllegalArgumentException("kinds.yaml names " + kind.name() + " or its resource twice");
            }
        }
        checkReferences();
    }

    /** Reads the file; a row that names an unknown kind or field is refused. */
    public static Kinds read(InputStream yaml) {
        ObjectMapper mapper = new ObjectMapper(new YAMLFactory())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .registerModule(new SimpleModule().addDeserializer(JsonPointer.class, new PointerDeserializer()));
        try {
            return new Kinds(mapper.readValue(yaml, File.class).kinds());
        } catch (IOException e) {
            throw new UncheckedIOException("kinds.yaml cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the file as it stands in the jar. */
    public static Kinds standard() {
        try (InputStream in = Kinds.class.getResourceAsStream("/dyff/kinds.yaml")) {
            if (in == null) {
                throw new IllegalStateException("dyff/kinds.yaml is not on the class path");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Collection<Kind> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Kind> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The kind of that name; an unknown one is the caller's mistake. */
    public Kind get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("unknown kind " + name));
    }

    /** The kind served under that path segment. */
    public Kind ofResource(String resource) {
        Kind kind = byResource.get(resource);
        if (kind == null) {
            throw new IllegalArgumentException("unknown resource " + resource);
        }
        return kind;
    }

    private void checkReferences() {
        for (Kind kind : byName.values()) {
            kind.references().forEach(reference -> get(reference.kind()));
        }
    }

    private record File(List<Kind> kinds) {}

    private static final class PointerDeserializer
            extends com.fasterxml.jackson.databind.deser.std.StdDeserializer<JsonPointer> {
        private static final long serialVersionUID = 1L;

        PointerDeserializer() {
            super(JsonPointer.class);
        }

        @Override
        public JsonPointer deserialize(
                com.fasterxml.jackson.core.JsonParser parser,
                com.fasterxml.jackson.databind.DeserializationContext context)
                throws IOException {
            return JsonPointer.compile(parser.getValueAsString());
        }
    }
}
