package io.dyff.routes.api.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUrl;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The files of entities: signed URLs for uploads and downloads, and the end of an upload. */
public final class Files {
    /** Source: contract/schema.md section 2. */
    private static final long MAX_ARTIFACT_BYTES = 1L << 30;

    private static final int AT_ONCE = 16;
    private final Areas areas;
    private final ObjectFiles objects;
    private final ObjectUrl urls;
    private final PublicUrl here;

    public Files(Areas areas, ObjectFiles objects, ObjectUrl urls, PublicUrl here) {
        this.areas = areas;
        this.objects = objects;
        this.urls = urls;
        this.here = here;
    }

    /** Answers a signed URL for one declared file of an entity that still waits for its files. */
    public JsonNode upload(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        String path = Optional.ofNullable(call.parameter("artifactPath")).orElse("");
        DeclaredFiles declared = DeclaredFiles.of(call.kind(), row.body());
        JsonNode file = declared.find(path)
                .orElseThrow(() -> Problem.of(404, call.kind().name() + " " + row.id() + " declares no file " + path)
                        .exception());
        refuseUnlessOpen(declared, call, row);
        String md5 = file.at("/digest/md5").asText();
        ObjectUrl.Permit permit =
                new ObjectUrl.Permit("PUT", call.kind().resource(), row.id(), path, MAX_ARTIFACT_BYTES, md5);
        ObjectNode answer = Json.object().put("url", here.of(urls.sign(permit))).put("method", "PUT");
        answer.putObject("headers");
        return answer;
    }

    /**
     * Ends an upload: every declared file must be there with its declared digest, which was checked when it came in, so
     * nothing is read again. Repeating it changes nothing, so it is no event.
     */
    public @Nullable WorkflowEvent finish(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        String uploaded = Objects.requireNonNull(call.kind().uploaded());
        DeclaredFiles declared = DeclaredFiles.of(call.kind(), row.body());
        if (declared.haveCome(call.kind(), row.status())) {
            return null;
        }
        refuseUnlessOpen(declared, call, row);
        Root root = areas.of(call.kind(), row.id());
        check(root, declared.files());
        objects.write(root, ".dyff/artifacts.json", Json.bytes(declared.files()), "application/json");
        ObjectNode patch =
                Json.object().put("status", uploaded).putNull("reason").putNull("message");
        return call.event(EventType.STATUS, patch);
    }

    /** Answers a signed URL for each file that is really there; kinds without files have none. */
    public JsonNode links(@Variable("call") ApiCall call) {
        return links(call.kind(), call.id());
    }

    /** Signed URLs for the files of any entity that the caller may read. */
    public ArrayNode links(Kind kind, String id) {
        ArrayNode answer = Json.mapper().createArrayNode();
        if (kind.storage() == null) {
            return answer;
        }
        objects.list(areas.downloads(kind, id)).forEach(file -> answer.add(link(kind, id, file.path())));
        return answer;
    }

    /** Answers a signed URL for the entity's log; kinds without one, and entities that have not written any, are a 404. */
    public JsonNode log(@Variable("call") ApiCall call) {
        Kind.Storage storage = call.kind().storage();
        String log = storage == null ? null : storage.log();
        if (log == null
                || objects.md5(areas.downloads(call.kind(), call.id()), log).isEmpty()) {
            throw Problem.of(404, call.kind().name() + " " + call.id() + " has no log")
                    .exception();
        }
        return link(call.kind(), call.id(), log);
    }

    private ObjectNode link(Kind kind, String id, String path) {
        ObjectUrl.Permit permit = new ObjectUrl.Permit("GET", kind.resource(), id, path, 0, "");
        ObjectNode link = Json.object();
        link.putObject("artifact").put("path", path).putObject("digest");
        link.putObject("signedURL")
                .put("url", here.of(urls.sign(permit)))
                .put("method", "GET")
                .putObject("headers");
        return link;
    }

    private static void refuseUnlessOpen(DeclaredFiles declared, ApiCall call, EntityRow row) {
        if (!declared.isOpen(row.status())) {
            throw Problem.of(409, call.kind().name() + " " + row.id() + " is " + row.status() + " and takes no files")
                    .exception();
        }
    }

    private void check(Root root, JsonNode files) {
        try (ExecutorService pool =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Optional<String>>> errors = new ArrayList<>();
            files.forEach(file -> errors.add(pool.submit(() -> error(root, file))));
            for (Future<Optional<String>> error : errors) {
                error.get().ifPresent(message -> {
                    throw Problem.of(409, message).exception();
                });
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while files were checked", e);
        }
    }

    private Optional<String> error(Root root, JsonNode file) {
        String path = file.path("path").asText();
        Optional<String> md5 = objects.md5(root, path);
        if (md5.isEmpty()) {
            return Optional.of("the artifact " + path + " has not been uploaded");
        }
        return md5.get().equals(file.at("/digest/md5").asText())
                ? Optional.empty()
                : Optional.of("the md5 of the artifact " + path + " is not the declared one");
    }
}
