package io.dyff.routes.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.admission.WhyWaiting;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers how far the work of an entity is: its program says so every few seconds, in {@code progress.json} of its files. */
public final class WorkProgress {
    private static final Logger LOG = LoggerFactory.getLogger(WorkProgress.class);
    private static final String FILE = "progress.json";
    private static final int MAX_BYTES = 64 << 10;
    private final Areas areas;
    private final ObjectFiles objects;
    private final WhyWaiting why;

    public WorkProgress(Areas areas, ObjectFiles objects, WhyWaiting why) {
        this.areas = areas;
        this.objects = objects;
        this.why = why;
    }

    /**
     * The entity's status, and what its program said last: null when it has said nothing yet. Of one that has not been
     * admitted, {@code waits} says for what, in sentences; {@code ahead} and {@code expectedSeconds} are said of one that
     * waits for room in a queue that moves.
     */
    public JsonNode answer(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        call.requireChecked(row.id());
        ObjectNode answer =
                Json.object().put("id", row.id()).put("status", row.status()).put("reason", row.reason());
        if (!Statuses.isTerminal(row.status()) && !Statuses.isLive(row.status())) {
            why.of(row.id()).ifPresent(known -> {
                answer.set("waits", known.path("sentences"));
                if (known.has("expectedSeconds")) {
                    answer.set("ahead", known.path("ahead"));
                    answer.set("expectedSeconds", known.path("expectedSeconds"));
                }
            });
        }
        said(call.kind(), row.id())
                .ifPresentOrElse(said -> answer.set("progress", said), () -> answer.putNull("progress"));
        return answer;
    }

    /** What the program of an entity said last. */
    public Optional<JsonNode> said(Kind kind, String id) {
        return objects.open(areas.of(kind, id), FILE, null).flatMap(file -> read(file, id));
    }

    private static Optional<JsonNode> read(InputStream file, String id) {
        byte[] text;
        try (file) {
            text = file.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            throw Problem.retryLater(503, "object storage broke off the progress of " + id, 2)
                    .exception();
        }
        try {
            return Optional.of(Json.mapper().readTree(text)).filter(JsonNode::isObject);
        } catch (IOException e) {
            LOG.warn("the progress of {} is not in its form: {}", id, e.getMessage());
            return Optional.empty();
        }
    }
}
