package io.dyff.routes.api.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.kind.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of results, {@code .dyff/<name>.json}, each an object with the list of that name. They never change once their
 * entity is a success, so what was read is kept. Source: contract/data.md section 3.
 */
public final class ResultFiles {
    /** As many as the publisher stores. */
    private static final int MAX_BYTES = 4 << 20;

    private static final long KEPT_BYTES = 32L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(ResultFiles.class);
    private final Areas areas;
    private final ObjectFiles objects;
    private final Cache<Key, Read> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, Read read) -> read.bytes())
            .build();

    public ResultFiles(Areas areas, ObjectFiles objects) {
        this.areas = areas;
        this.objects = objects;
    }

    private record Key(String id, String name) {}

    /** @param bytes what it costs to keep it, about */
    record Read(List<ObjectNode> results, int bytes) {}

    /** The results of an entity that is a success; none when it left none. */
    List<ObjectNode> of(Kind kind, String id, String name) {
        return kept.get(new Key(id, name), key -> read(kind, key)).results();
    }

    private Read read(Kind kind, Key key) {
        return objects.open(areas.of(kind, key.id()), ".dyff/" + key.name() + ".json", null)
                .map(file -> read(file, key))
                .orElseGet(() -> new Read(List.of(), 1));
    }

    private static Read read(InputStream file, Key key) {
        byte[] text;
        try (file) {
            text = file.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw Problem.retryLater(503, "object storage broke off the " + key.name() + " of " + key.id(), 2)
                    .exception();
        }
        try {
            return new Read(Result.list(text, key.name(), key.id()), text.length);
        } catch (IOException e) {
            // The publisher checks the form: this was stored by another hand.
            LOG.warn("the {} of {} are not in their form: {}", key.name(), key.id(), e.getMessage());
            return new Read(List.of(), 1);
        }
    }
}
