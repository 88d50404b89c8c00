package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.admission.AdmissionPreview;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who asks for a dry run what would become of the entity: whether it could run now, and what it would ask. */
public final class Preview {
    private static final Logger LOG = LoggerFactory.getLogger(Preview.class);

    private final Kinds kinds;
    private final Areas areas;
    private final ObjectFiles objects;
    private final AdmissionPreview admission;
    private final FirstRow firstRow;

    public Preview(Kinds kinds, Areas areas, ObjectFiles objects, AdmissionPreview admission, FirstRow firstRow) {
        this.kinds = kinds;
        this.areas = areas;
        this.objects = objects;
        this.admission = admission;
        this.firstRow = firstRow;
    }

    /** Leaves what it tells in the variable {@code dryRun}; nothing when the request is none. */
    public void show(@Variable("call") ApiCall call, @Variable("entity") JsonNode entity) throws InterruptedException {
        if (call.parameter(ApiCall.DRY_RUN) == null) {
            return;
        }
        ObjectNode shown = Json.object();
        Kind kind = call.kind();
        if (!kind.isPut()) {
            shown.set("admission", admission.of(kind, entity));
        }
        Kind.Work work = kind.work();
        if (work != null) {
            show(call, work, entity, shown);
        }
        call.set("dryRun", shown);
    }

    private void show(ApiCall call, Kind.Work work, JsonNode entity, ObjectNode shown) throws InterruptedException {
        Optional<JsonNode> found = found(work, entity.at(work.rows()).asText());
        if (found.isEmpty()) {
            return;
        }
        long rows = found.get().path("rows").asLong();
        long requests = rows;
        for (JsonPointer factor : work.times()) {
            requests *= Math.max(1, entity.at(factor).asLong(1));
        }
        shown.put("rows", rows).put("requests", requests);
        ObjectNode first = firstRow.show(call, work, entity, found.get().path("first"));
        shown.set("firstRow", first);
        if (first.path("milliseconds").isNumber()) {
            shown.put(
                    "expectedSeconds", requests * first.path("milliseconds").asLong() / (1000 * workers(work, entity)));
        }
    }

    private static long workers(Kind.Work work, JsonNode entity) {
        return work.workers().entrySet().stream()
                .mapToLong(each -> Math.max(1, entity.at(each.getKey()).asLong(each.getValue())))
                .reduce(1, (a, b) -> a * b);
    }

    private Optional<JsonNode> found(Kind.Work work, String id) {
        return objects.read(areas.of(kinds.get(work.of()), id), work.found()).flatMap(found -> {
            try {
                return Optional.of(Json.parse(found))
                        .filter(known -> known.path("rows").isIntegralNumber());
            } catch (IOException e) {
                LOG.warn("what was found of {} {} is not in its form: {}", work.of(), id, e.getMessage());
                return Optional.empty();
            }
        });
    }
}
