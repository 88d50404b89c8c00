package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.component.kafkastate.BrokenStateException;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entity as it stands, with what travels beside it.
 *
 * <p>Stored as one line of JSON for what travels beside, a line feed, and the entity's own bytes.
 *
 * @param entity what clients see
 * @param requestHash hash of its create
 * @param kubeUid uid of its custom resource
 * @param kubeRv resourceVersion last reported
 * @param offset offset of the last event folded in
 */
public record EntityState(
        ObjectNode entity,
        @Nullable String requestHash,
        @Nullable String kubeUid,
        @Nullable String kubeRv,
        long offset) {
    /** Version of the stored form and of state records; readers accept this and the one before. */
    public static final int VERSION = 1;

    private static final byte SEPARATOR = '\n';

    /** Of one that was erased: nothing is left of it but that it must not come back. */
    public static EntityState forgotten(long offset) {
        return new EntityState(Json.object(), null, null, null, offset);
    }

    boolean isForgotten() {
        return entity.isEmpty();
    }

    public String status() {
        return entity.path("status").asText();
    }

    public @Nullable String reason() {
        return entity.path("reason").textValue();
    }

    public @Nullable String message() {
        return entity.path("message").textValue();
    }

    /** The value of its state record, null for a tombstone. */
    byte @Nullable [] published() {
        return isForgotten() ? null : entityBytes();
    }

    /** The entity's own bytes. */
    public byte[] entityBytes() {
        return Json.bytes(entity);
    }

    /** The stored form around the entity's bytes. */
    public byte[] toBytes(byte[] entityBytes) {
        ObjectNode beside = Json.object().put("version", VERSION).put("offset", offset);
        putIfPresent(beside, "requestHash", requestHash);
        putIfPresent(beside, "kubeUid", kubeUid);
        putIfPresent(beside, "kubeRv", kubeRv);
        byte[] head = Json.bytes(beside);
        byte[] all = Arrays.copyOf(head, head.length + 1 + entityBytes.length);
        all[head.length] = SEPARATOR;
        System.arraycopy(entityBytes, 0, all, head.length + 1, entityBytes.length);
        return all;
    }

    /** Reads the stored form. */
    public static EntityState fromBytes(byte[] bytes) {
        int end = 0;
        while (bytes[end] != SEPARATOR) {
            end++;
        }
        try {
            JsonNode beside = Json.again(Arrays.copyOf(bytes, end));
            int version = beside.path("version").asInt();
            if (version != VERSION) {
                throw new BrokenStateException(
                        "stored state has version " + version + ", this program reads " + VERSION);
            }
            return new EntityState(
                    (ObjectNode) Json.again(Arrays.copyOfRange(bytes, end + 1, bytes.length)),
                    beside.path("requestHash").textValue(),
                    beside.path("kubeUid").textValue(),
                    beside.path("kubeRv").textValue(),
                    beside.path("offset").asLong());
        } catch (IOException e) {
            throw new BrokenStateException("stored state cannot be read", e);
        }
    }

    private static void putIfPresent(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}
