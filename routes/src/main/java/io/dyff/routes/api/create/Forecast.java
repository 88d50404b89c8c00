package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who asks for a dry run how many requests the entity would make, where what it asks about is known. */
public final class Forecast {
    static final String HEADER = "Dyff-Work";
    private static final Logger LOG = LoggerFactory.getLogger(Forecast.class);

    private final Kinds kinds;
    private final Areas areas;
    private final ObjectFiles objects;

    public Forecast(Kinds kinds, Areas areas, ObjectFiles objects) {
        this.kinds = kinds;
        this.areas = areas;
        this.objects = objects;
    }

    /** A header {@code rows=…; requests=…}; none when nothing is known yet, or nothing is asked. */
    public void tell(@Variable("call") ApiCall call, @Variable("entity") JsonNode entity) {
        Kind.Work work = call.kind().work();
        if (work == null || call.parameter(ApiCall.DRY_RUN) == null) {
            return;
        }
        rows(work, entity.at(work.rows()).asText()).ifPresent(rows -> {
            long requests = rows;
            for (JsonPointer factor : work.times()) {
                requests *= Math.max(1, entity.at(factor).asLong(1));
            }
            call.answerHeader(HEADER, "rows=" + rows + "; requests=" + requests);
        });
    }

    private Optional<Long> rows(Kind.Work work, String id) {
        return objects.read(areas.of(kinds.get(work.of()), id), work.found()).flatMap(found -> {
            try {
                return Optional.of(Json.parse(found).path("rows"))
                        .filter(JsonNode::isIntegralNumber)
                        .map(JsonNode::asLong);
            } catch (IOException e) {
                LOG.warn("what was found of {} {} is not in its form: {}", work.of(), id, e.getMessage());
                return Optional.empty();
            }
        });
    }
}
