package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** What a request refers to. */
public final class References {
    private final Kinds kinds;
    private final Descriptions descriptions;

    public References(Kinds kinds, Descriptions descriptions) {
        this.kinds = kinds;
        this.descriptions = descriptions;
    }

    /**
     * Gathers the ids that the request refers to, as a PostgreSQL array in the variable {@code referenceIds}; unset when
     * there are none. What has not the form of an id refers to nothing and is not asked for.
     */
    public void collect(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        String ids = call.kind().references().stream()
                .flatMap(reference -> reference.at().texts(request).stream())
                .filter(Operation.IdForm.entity::fits)
                .distinct()
                .collect(Collectors.joining(","));
        if (!ids.isEmpty()) {
            call.set("referenceIds", "{" + ids + "}");
        }
    }

    /**
     * Replaces each reference in the request by what it stands for. All of them are checked in the kind's order before
     * anything is replaced.
     */
    public void resolve(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        Map<String, EntityRow> found = new HashMap<>();
        Objects.requireNonNullElse(rows, List.<Map<String, Object>>of()).forEach(columns -> {
            EntityRow row = EntityRow.of(columns);
            found.put(row.id(), row);
        });
        Map<Referred, EntityRow> usable = new LinkedHashMap<>();
        for (Kind.Reference reference : call.kind().references()) {
            for (JsonPointer place : reference.at().in(request)) {
                String id = request.at(place).asText();
                Referred referred = new Referred(reference, place, id);
                usable.put(referred, referred.usable(found.get(id), call.caller(), kinds));
            }
        }
        usable.forEach((referred, row) -> put(request, referred, row));
    }

    private void put(ObjectNode request, Referred referred, EntityRow row) {
        Kind.Reference reference = referred.reference();
        switch (reference.as()) {
            case id -> {
                // The id is what the entity keeps.
            }
            case embed -> set(request, referred.place(), Projection.fields(row.body(), reference.fields()));
            case copy -> {
                JsonPointer to = reference.to();
                if (to == null) {
                    throw new IllegalStateException("kinds.yaml: the copy of " + reference.at() + " has no 'to'");
                }
                set(request, to, Projection.fields(row.body(), reference.fields()));
            }
        }
        if (reference.lift() != null) {
            request.setAll(Projection.fields(
                    row.body().at(reference.lift().at()), reference.lift().fields()));
        }
        if (reference.describe() != null) {
            descriptions.add(request, reference.describe(), row);
        }
    }

    private static void set(ObjectNode request, JsonPointer at, JsonNode value) {
        if (request.at(at.head()) instanceof ObjectNode parent) {
            parent.set(at.last().getMatchingProperty(), value);
        } else {
            throw new IllegalStateException("there is no object around " + at);
        }
    }
}
