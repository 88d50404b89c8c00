package io.dyff.routes.api.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.StoredObject;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The manifests of a repository, kept byte for byte, and its tags, each of which is the digest of one. */
final class Manifests {
    /** Source: OCI distribution specification 1.1, "Pushing manifests". */
    private static final int MAX_BYTES = 4 << 20;

    private static final Set<String> IMAGES = Set.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json");
    private static final Set<String> INDEXES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");

    private final ObjectFiles files;

    Manifests(ObjectFiles files) {
        this.files = files;
    }

    /**
     * Stores a manifest whose blobs, or whose manifests, are there.
     *
     * @param mediaType that the client declares
     * @return its digest
     */
    String put(Repository repository, String mediaType, InputStream body) throws IOException {
        byte[] content = body.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new RegistryException(413, "SIZE_INVALID", "a manifest has at most " + MAX_BYTES + " bytes");
        }
        String digest =
                "sha256:" + HexFormat.of().formatHex(Digests.of("SHA-256").digest(content));
        String reference = repository.path().reference();
        if (Layout.isDigest(reference) && !reference.equals(digest)) {
            throw RegistryException.badDigest("the manifest's digest is " + digest);
        }
        requireParts(repository.root(), mediaType, parse(content, mediaType));
        files.write(repository.root(), Layout.manifest(digest), content, mediaType);
        if (!Layout.isDigest(reference)) {
            files.write(repository.root(), Layout.tag(reference), digest.getBytes(UTF_8), "text/plain");
        }
        return digest;
    }

    /** The digest that a tag or a digest stands for. */
    String digest(Repository repository) {
        String reference = repository.path().reference();
        return Layout.isDigest(reference)
                ? reference
                : files.read(repository.root(), Layout.tag(reference))
                        .map(bytes -> new String(bytes, UTF_8))
                        .orElseThrow(() -> unknown(reference));
    }

    ResponseInputStream<GetObjectResponse> open(Repository repository, String digest) {
        return files.open(repository.root(), Layout.manifest(digest), null).orElseThrow(() -> unknown(digest));
    }

    /** All tags, in their order. */
    List<String> tags(Root root) {
        return files.list(below(root, Layout.TAGS)).stream()
                .map(StoredObject::path)
                .sorted()
                .toList();
    }

    private static RegistryException unknown(String reference) {
        return new RegistryException(404, "MANIFEST_UNKNOWN", "there is no manifest " + reference);
    }

    private static JsonNode parse(byte[] content, String mediaType) {
        try {
            JsonNode manifest = Json.parse(content);
            String own = manifest.path("mediaType").asText(mediaType);
            if (manifest.isObject() && own.equals(mediaType)) {
                return manifest;
            }
            throw invalid("its mediaType is " + own + ", the Content-Type " + mediaType);
        } catch (IOException e) {
            throw invalid("it is no JSON object");
        }
    }

    private void requireParts(Root root, String mediaType, JsonNode manifest) {
        if (IMAGES.contains(mediaType)) {
            Stream<JsonNode> blobs = Stream.concat(Stream.of(manifest.path("config")), stream(manifest.path("layers")));
            require(root, Layout.BLOBS, blobs);
        } else if (INDEXES.contains(mediaType)) {
            require(root, Layout.MANIFESTS, stream(manifest.path("manifests")));
        } else {
            throw invalid("Content-Type " + mediaType + " is not an image manifest or index");
        }
    }

    /** One listing, however many parts there are. */
    private void require(Root root, String folder, Stream<JsonNode> parts) {
        Set<String> there =
                files.list(below(root, folder)).stream().map(StoredObject::path).collect(Collectors.toSet());
        Optional<String> missing = parts.filter(part -> !part.has("urls"))
                .map(part -> part.path("digest").asText())
                .filter(digest -> !there.contains("sha256/" + Layout.hex(digest)))
                .findFirst();
        missing.ifPresent(digest -> {
            throw new RegistryException(
                    404, "MANIFEST_BLOB_UNKNOWN", "the manifest names " + digest + ", not uploaded");
        });
    }

    private static Root below(Root root, String folder) {
        return new Root(root.bucket(), root.key(folder));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static RegistryException invalid(String detail) {
        return new RegistryException(400, "MANIFEST_INVALID", "the manifest cannot be taken: " + detail);
    }
}
