package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** What a whole entity must say of itself when it is created or put. */
final class BirthRules {
    /** Its commands replay entities of earlier times. */
    private static final String ADMIN = "/dyff/admin";

    private final Kinds kinds;
    private final PatchRules patches;

    BirthRules(Kinds kinds, PatchRules patches) {
        this.patches = patches;
        this.kinds = kinds;
    }

    /** What is wrong with the entity, or nothing. */
    Optional<String> check(EntityEvent event) {
        JsonNode entity = event.body();
        if (!EntityIds.isId(event.id())) {
            return Optional.of("the key '" + event.id() + "' is not an id");
        }
        if (!event.id().equals(entity.path("id").textValue())) {
            return Optional.of("id '" + entity.path("id").asText() + "' differs from the key");
        }
        Optional<Kind> kind = kinds.find(entity.path("kind").asText());
        if (kind.isEmpty()) {
            return Optional.of("unknown kind '" + entity.path("kind").asText() + "'");
        }
        if (entity.path("account").asText().isEmpty() || !entity.path("account").isTextual()) {
            return Optional.of("no account");
        }
        String status = entity.path("status").asText();
        if (!status.equals(Statuses.CREATED) && !status.equals(kind.get().created())) {
            return Optional.of("an entity is not born with status '" + status + "'");
        }
        return patches.checkBirth(entity).or(() -> creationTime(event));
    }

    private static Optional<String> creationTime(EntityEvent event) {
        String text = event.body().path("creationTime").asText();
        try {
            Duration skew = Duration.between(OffsetDateTime.parse(text).toInstant(), event.time());
            return skew.abs().compareTo(EntityLimits.CLOCK_SKEW) <= 0
                            || event.source().equals(ADMIN)
                    ? Optional.empty()
                    : Optional.of("creationTime '" + text + "' is more than five minutes off");
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.of("creationTime '" + text + "' is not a time");
        }
    }
}
