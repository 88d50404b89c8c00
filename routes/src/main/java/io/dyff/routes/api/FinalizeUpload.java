package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import io.dyff.routes.problem.Problem;
import io.dyff.routes.storage.Areas;
import io.dyff.routes.storage.Areas.Root;
import io.dyff.routes.storage.ObjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;

/**
 * Ends an upload: every declared file must be there with its declared digest, which was checked when it came in, so
 * nothing is read again. Repeating it changes nothing.
 */
final class FinalizeUpload {
    private static final int AT_ONCE = 16;
    private final Areas areas;
    private final ObjectFiles objects;

    FinalizeUpload(Areas areas, ObjectFiles objects) {
        this.areas = areas;
        this.objects = objects;
    }

    public void finish(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        EntityRow row = call.variable("row", EntityRow.class);
        String success = Objects.requireNonNull(call.kind().success());
        DeclaredFiles declared = DeclaredFiles.of(call.kind(), row.body());
        exchange.getMessage().setBody(null);
        if (row.status().equals(success) && !declared.files().isEmpty()) {
            return;
        }
        if (!declared.isOpen(row.status())) {
            throw Problem.of(409, call.kind().name() + " " + row.id() + " is " + row.status() + " and takes no files")
                    .exception();
        }
        Root root = areas.of(call.kind(), row.id());
        check(root, declared.files());
        objects.write(root, ".dyff/artifacts.json", Json.bytes(declared.files()), Answers.JSON);
        ObjectNode patch =
                Json.object().put("status", success).putNull("reason").putNull("message");
        exchange.getMessage().setBody(Events.of(call, EventType.STATUS, patch));
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
