package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.entity.Scalars;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A state as the batch has it, without what the rules do not look at; its columns are those of the table. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StateRow(
        String id,
        long version,
        boolean forgotten,
        @Nullable String kind,
        @Nullable String account,
        @Nullable String status,
        int rank,
        @Nullable String reason,
        @Nullable String message,
        @JsonProperty("created_at") @Nullable String createdAt,
        @JsonProperty("kube_uid") @Nullable String kubeUid,
        @Nullable String way,
        @JsonProperty("expires_at") @Nullable String expiresAt) {

    Entity entity() {
        return new Entity(
                id,
                Objects.requireNonNullElse(kind, ""),
                Objects.requireNonNullElse(account, ""),
                Objects.requireNonNullElse(status, ""),
                rank,
                reason,
                message,
                Objects.requireNonNullElse(time(createdAt), Instant.EPOCH),
                version,
                kubeUid,
                way == null ? Entity.Way.NONE : Loaded.word(Entity.Way.class, way),
                time(expiresAt));
    }

    /** A time that is none is left to the database, which refuses the record. */
    private static @Nullable Instant time(@Nullable String text) {
        return text == null
                ? null
                : Scalars.time(TextNode.valueOf(text)).map(Instant::parse).orElse(null);
    }
}
