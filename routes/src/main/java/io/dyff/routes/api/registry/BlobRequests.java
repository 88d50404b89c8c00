package io.dyff.routes.api.registry;

import io.dyff.routes.api.bytes.StoredAnswer;
import io.dyff.routes.api.storage.ObjectFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Requests about blobs, as HTTP. */
final class BlobRequests {
    private static final Pattern CONTENT_RANGE = Pattern.compile("(?:bytes )?(\\d{1,18})-\\d{1,18}(?:/.*)?");
    private final Blobs blobs;
    private final ObjectFiles files;

    BlobRequests(Blobs blobs, ObjectFiles files) {
        this.blobs = blobs;
        this.files = files;
    }

    /** Starts an upload, and completes it when the request says the digest. */
    void start(Repository repository, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String upload = UUID.randomUUID().toString();
        RegistryPath path = repository.path();
        Repository started = new Repository(
                new RegistryPath(path.resource(), path.id(), RegistryPath.Part.UPLOAD, upload), repository.root());
        if (digest(request) == null) {
            accept(started, 0, response);
        } else {
            complete(started, request, response);
        }
    }

    void append(Repository repository, HttpServletRequest request, HttpServletResponse response) throws IOException {
        accept(repository, blobs.append(repository, begin(request), request.getInputStream()), response);
    }

    void complete(Repository repository, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String digest = digest(request);
        if (digest == null) {
            throw RegistryException.badDigest("the query parameter digest is missing");
        }
        blobs.complete(repository, digest, request.getInputStream());
        response.setStatus(201);
        response.setHeader("Location", repository.path().sibling("blobs/" + digest));
        response.setHeader("Docker-Content-Digest", digest);
    }

    void status(Repository repository, HttpServletResponse response) {
        accept(repository, blobs.size(repository), response);
        response.setStatus(204);
    }

    void discard(Repository repository, HttpServletResponse response) {
        blobs.discard(repository);
        response.setStatus(204);
    }

    void get(Repository repository, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String digest = repository.path().reference();
        try (ResponseInputStream<GetObjectResponse> blob = files.open(
                        repository.root(), Layout.blob(digest), StoredAnswer.range(request))
                .orElseThrow(() -> new RegistryException(404, "BLOB_UNKNOWN", "there is no blob " + digest))) {
            response.setHeader("Docker-Content-Digest", digest);
            StoredAnswer.write(blob, "application/octet-stream", request, response);
        }
    }

    private static void accept(Repository repository, long size, HttpServletResponse response) {
        String upload = repository.path().reference();
        response.setStatus(202);
        response.setHeader("Location", repository.path().sibling("blobs/uploads/" + upload));
        response.setHeader("Docker-Upload-UUID", upload);
        response.setHeader("Range", "0-" + Math.max(0, size - 1));
    }

    private static Optional<Long> begin(HttpServletRequest request) {
        String range = request.getHeader("Content-Range");
        if (range == null) {
            return Optional.empty();
        }
        Matcher matcher = CONTENT_RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new RegistryException(416, "BLOB_UPLOAD_INVALID", "Content-Range looks like 0-1023");
        }
        return Optional.of(Long.parseLong(matcher.group(1)));
    }

    private static @Nullable String digest(HttpServletRequest request) {
        return StoredAnswer.parameter(request, "digest");
    }
}
