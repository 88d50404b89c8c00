package io.dyff.routes.api.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUpload;
import io.dyff.routes.api.storage.ObjectUrl;
import io.dyff.routes.api.storage.ObjectUrl.Permit;
import io.dyff.routes.http.EdgeFilter;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.util.UriUtils;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Takes and gives files through signed URLs. An upload is checked against the digest in its URL while it comes in, and
 * refused once its entity is finalized; a download has its length, is never compressed, and may be a range.
 */
final class ObjectHandler implements HttpRequestHandler {
    private static final String BYTES = "application/octet-stream";
    private final ObjectUrl urls;
    private final Kinds kinds;
    private final Areas areas;
    private final ObjectFiles files;
    private final ObjectUpload uploads;
    private final EntityStatus statuses;

    ObjectHandler(
            ObjectUrl urls, Kinds kinds, Areas areas, ObjectFiles files, ObjectUpload uploads, EntityStatus statuses) {
        this.urls = urls;
        this.kinds = kinds;
        this.areas = areas;
        this.files = files;
        this.uploads = uploads;
        this.statuses = statuses;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (!method.equals("PUT") && !method.equals("GET")) {
            throw Problem.of(405, method + " is not offered").exception();
        }
        String path = UriUtils.decode(request.getRequestURI(), UTF_8);
        Permit permit = urls.check(method, path, name -> StoredAnswer.parameter(request, name));
        Kind kind = kinds.ofResource(permit.resource());
        if (method.equals("PUT")) {
            put(kind, permit, request, response);
        } else if (EdgeFilter.isHead(request)) {
            head(kind, permit, response);
        } else {
            get(kind, permit, request, response);
        }
    }

    private void put(Kind kind, Permit permit, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        requireOpen(kind, permit.id());
        String claimed = request.getHeader("Content-MD5");
        if (claimed != null && !claimed.equals(permit.md5())) {
            throw Problem.of(400, "Content-MD5 is " + claimed + ", declared was " + permit.md5())
                    .exception();
        }
        ObjectUpload.Target target = new ObjectUpload.Target(
                areas.of(kind, permit.id()),
                permit.path(),
                ObjectUpload.Declared.md5(permit.md5()),
                permit.maxBytes(),
                () -> requireOpen(kind, permit.id()));
        ObjectUpload.Stored stored = uploads.store(target, request.getInputStream(), request.getContentLengthLong());
        ObjectNode answer = Json.object().put("md5", stored.digest()).put("size", stored.size());
        byte[] body = Json.bytes(answer);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private void requireOpen(Kind kind, String id) {
        String status = statuses.of(kind.name(), id)
                .orElseThrow(() -> Problem.notFound().exception());
        if (!Statuses.takesUploads(status)) {
            throw Problem.of(409, kind.name() + " " + id + " is " + status + "; its files cannot change")
                    .exception();
        }
    }

    private void get(Kind kind, Permit permit, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (ResponseInputStream<GetObjectResponse> object = files.open(
                        areas.downloads(kind, permit.id()), permit.path(), StoredAnswer.range(request))
                .orElseThrow(() -> Problem.notFound().exception())) {
            StoredAnswer.write(object, BYTES, request, response);
        }
    }

    /** A head is of the whole file: ranges belong to GET (RFC 9110 section 14.2). */
    private void head(Kind kind, Permit permit, HttpServletResponse response) {
        long length = files.head(areas.downloads(kind, permit.id()), permit.path())
                .orElseThrow(() -> Problem.notFound().exception())
                .contentLength();
        StoredAnswer.describe(length, BYTES, response);
    }
}
