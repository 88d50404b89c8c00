package io.dyff.routes.api.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of an entity's image, by its digest, as a cluster pulls it. A finished entity takes no more images, so what
 * its tag stands for never changes.
 */
public final class ArtifactImages {
    private static final String LATEST = "latest";
    private final Kinds kinds;
    private final Areas areas;
    private final ObjectFiles files;
    private final Manifests manifests;
    private final @Nullable String host;

    ArtifactImages(Kinds kinds, Areas areas, ObjectFiles files, Manifests manifests, RegistrySettings settings) {
        this.kinds = kinds;
        this.areas = areas;
        this.files = files;
        this.manifests = manifests;
        this.host = settings.host();
    }

    /** Why no image can be named; empty when it can. */
    public Optional<String> hindrance() {
        return host == null
                ? Optional.of("cannot be pulled here: the setting dyff.api.registry.host (DYFF_API__REGISTRY__HOST)"
                        + " must name the registry as the cluster's nodes reach it")
                : Optional.empty();
    }

    /**
     * The image of a finished entity, as {@code {host, name, digest, tag}}: the one called latest, else the only one. Empty
     * when there is none such.
     */
    public Optional<ObjectNode> of(EntityRow row) {
        Kind kind = kinds.get(row.kind());
        List<String> tags = manifests.tags(areas.of(kind, row.id()));
        Optional<String> tag = tags.contains(LATEST) || tags.size() != 1
                ? Optional.of(LATEST)
                : tags.stream().findFirst();
        return tag.flatMap(name -> files.read(areas.of(kind, row.id()), Layout.tag(name))
                .map(digest -> Json.object()
                        .put("host", host)
                        .put("name", kind.resource() + "/" + row.id())
                        .put("digest", new String(digest, UTF_8))
                        .put("tag", name)));
    }
}
