package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.rows.Effort;
import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.adapter.AdapterPipeline;
import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import io.dyff.operator.rows.exchange.Pipelines;
import io.dyff.operator.rows.schema.ArrowSchema;
import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Places;
import io.dyff.routes.kind.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.camel.Variable;

/** Schemas and pipelines in a request: what makes no sense is told when it is asked for, not by the first row of a run. */
public final class Interfaces {
    private static final JsonPointer SCHEMA = JsonPointer.compile("/outputSchema/arrowSchema");
    private static final JsonPointer INPUT = JsonPointer.compile("/inputPipeline");
    /** Of one pipeline, and of a row in a dry run: a service that others use too is no place for more. */
    private static final long EFFORT = 1_000_000;

    private static final JsonPointer OUTPUT = JsonPointer.compile("/outputPipeline");

    /** Refuses the request with 422 and the place of what makes no sense. */
    public void check(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        check(call.kind(), request);
    }

    /** The same for a request that comes another way. */
    public static void check(Kind kind, JsonNode request) {
        kind.schemas().stream()
                .flatMap(pattern -> Places.in(request, pattern).stream())
                .forEach(at -> checkSchema(at, request.at(at).asText()));
        kind.pipelines().stream()
                .flatMap(pattern -> Places.in(request, pattern).stream())
                .forEach(at -> pipeline(request, at));
        Kind.Work work = kind.work();
        if (work != null && request.at(work.service()).isObject()) {
            pipelines(work, request);
        }
    }

    /** What rows of an entity with work go through. */
    static Pipelines pipelines(Kind.Work work, JsonNode entity) {
        AdapterPipeline client = pipeline(entity, work.client());
        AdapterPipeline input = pipeline(entity, work.service().append(INPUT));
        AdapterPipeline output = pipeline(entity, work.service().append(OUTPUT));
        JsonPointer schema = work.service().append(SCHEMA);
        try {
            return new Pipelines(
                    client, input, output, OutputSchema.of(entity.at(schema).asText()), EFFORT);
        } catch (DataException e) {
            throw problem(schema, e);
        } catch (AdapterException e) {
            throw problem(work.service(), e);
        }
    }

    private static void checkSchema(JsonPointer at, String schema) {
        try {
            ArrowSchema.types(schema);
        } catch (DataException e) {
            throw problem(at, e);
        }
    }

    private static AdapterPipeline pipeline(JsonNode request, JsonPointer at) {
        List<Stage> stages = StreamSupport.stream(request.at(at).spliterator(), false)
                .map(Interfaces::stage)
                .toList();
        try {
            return Effort.within(EFFORT, () -> new AdapterPipeline(at.last().getMatchingProperty(), stages));
        } catch (AdapterException | Effort.TooMuchException e) {
            throw problem(at, e);
        }
    }

    private static Stage stage(JsonNode adapter) {
        JsonNode configuration = adapter.path("configuration");
        return new Stage(
                adapter.path("kind").asText(),
                configuration.isObject() ? new String(Json.bytes(configuration), StandardCharsets.UTF_8) : null);
    }

    private static RuntimeException problem(JsonPointer at, Exception wrong) {
        return Problem.invalid(at.toString(), String.valueOf(wrong.getMessage()))
                .exception();
    }
}
