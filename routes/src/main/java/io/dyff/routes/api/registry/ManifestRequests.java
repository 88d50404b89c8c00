package io.dyff.routes.api.registry;

import io.dyff.routes.api.bytes.StoredAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Requests about manifests, as HTTP. */
final class ManifestRequests {
    private final Manifests manifests;

    ManifestRequests(Manifests manifests) {
        this.manifests = manifests;
    }

    void put(Repository repository, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String mediaType = Objects.requireNonNullElse(request.getContentType(), "")
                .replaceFirst(";.*", "")
                .strip();
        String digest = manifests.put(repository, mediaType, request.getInputStream());
        response.setStatus(201);
        response.setHeader("Location", repository.path().sibling("manifests/" + digest));
        response.setHeader("Docker-Content-Digest", digest);
    }

    void get(Repository repository, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String digest = manifests.digest(repository);
        try (ResponseInputStream<GetObjectResponse> manifest = manifests.open(repository, digest)) {
            response.setHeader("Docker-Content-Digest", digest);
            StoredAnswer.write(manifest, manifest.response().contentType(), request, response);
        }
    }

    List<String> tags(Repository repository) {
        return manifests.tags(repository.root());
    }
}
