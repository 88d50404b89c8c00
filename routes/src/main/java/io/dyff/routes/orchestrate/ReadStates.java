package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Priority;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.StateRecord;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/** Turns a poll of states into rows, the newest of each entity, with what admission needs to know of them. */
public final class ReadStates {
    /** Statuses that later versions may bring are kept, and never scheduled. */
    private static final int UNKNOWN_RANK = 2;

    private static final int NEW_RANK = 0;

    private final Kinds kinds;

    ReadStates(Kinds kinds) {
        this.kinds = kinds;
    }

    /**
     * @param records the exchanges of a poll
     * @return the rows, ordered by id so that two writers never wait for each other in a circle
     */
    public ArrayNode rows(List<Exchange> records) {
        Map<String, EntityVersion> newest = new TreeMap<>();
        for (Exchange exchange : records) {
            EntityVersion entity = EntityVersion.of(StateRecord.of(exchange.getMessage()));
            newest.merge(entity.id(), entity, (old, late) -> late.version() >= old.version() ? late : old);
        }
        ArrayNode rows = Json.mapper().createArrayNode();
        newest.values().forEach(entity -> rows.add(row(entity)));
        return rows;
    }

    private ObjectNode row(EntityVersion entity) {
        ObjectNode row = Json.object()
                .put("id", entity.id())
                .put("version", entity.version())
                .put("partition", entity.partition())
                .put("forgotten", entity.body() == null);
        if (entity.body() != null) {
            row.put("kube_uid", entity.kubeUid());
            describe(entity.body(), row);
        }
        return row;
    }

    private void describe(JsonNode entity, ObjectNode row) {
        String status = entity.path("status").asText();
        row.put("kind", entity.path("kind").asText()).put("status", status);
        row.put("account", entity.path("account").asText());
        row.set("reason", entity.get("reason"));
        row.set("message", entity.get("message"));
        row.set("created_at", entity.get("creationTime"));
        Optional<Kind> kind = kinds.find(row.path("kind").asText());
        row.set(
                "ignores",
                kind.map(k -> Allocation.exemptions(k, entity))
                        .filter(list -> !list.isEmpty())
                        .orElse(null));
        String way = kind.map(k -> way(k, entity)).orElse("none");
        row.put("way", way);
        row.put("rank", rank(status, way));
        // Kinds that later versions bring need nothing, and are never scheduled.
        row.putArray("awaits");
        row.putArray("serving");
        kind.ifPresent(k -> describeNeeds(k, entity, row));
        row.put("shape", shape(row));
        row.put("priority", Priority.of(entity));
        if (way.equals("run") || kind.filter(Kind::isPut).isPresent()) {
            row.set("body", entity);
        }
    }

    private static void describeNeeds(Kind kind, JsonNode entity, ObjectNode row) {
        Collection<String> serving = Dependencies.running(kind, entity);
        Collection<String> awaits = Dependencies.of(kind, entity);
        awaits.addAll(serving);
        awaits.addAll(Dependencies.parts(kind, entity));
        row.set("awaits", Json.mapper().valueToTree(awaits));
        row.set("serving", Json.mapper().valueToTree(serving));
        Map<String, BigInteger> amounts = Allocation.of(kind, entity);
        row.set("allocation", amounts.isEmpty() ? null : Json.mapper().valueToTree(amounts));
        if (kind.cluster() != null && entity.path("expires").isTextual()) {
            row.set("expires_at", entity.get("expires"));
        }
    }

    /** What becomes of the entity when its turn comes; uploads that are looked at have two turns. */
    private static String way(Kind kind, JsonNode entity) {
        if (!kind.created().equals(Statuses.CREATED)) {
            return "none";
        }
        boolean waitsForFiles = !kind.looksAtUploads()
                || Statuses.takesUploads(entity.path("status").asText());
        if (kind.upload().appliesTo(entity) && waitsForFiles) {
            return "upload";
        }
        return kind.idle().appliesTo(entity) ? "ready" : "run";
    }

    /** For its second turn an entity is as new as for its first. */
    private static int rank(String status, String way) {
        return status.equals(Statuses.SCHEDULABLE) && way.equals("run")
                ? NEW_RANK
                : Statuses.rank(status).orElse(UNKNOWN_RANK);
    }

    /** Equal for entities with equal allocations and exemptions. */
    private static String shape(ObjectNode row) {
        byte[] text = (row.path("allocation") + " " + row.path("ignores")).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
