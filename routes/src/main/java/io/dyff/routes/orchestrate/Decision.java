package io.dyff.routes.orchestrate;

import org.jspecify.annotations.Nullable;

/**
 * A decision as it is written.
 *
 * @param id the entity
 * @param decision what is to be done
 * @param status the status it leads to
 * @param reason with that status, if any
 * @param message with that status, if any
 */
record Decision(
        String id,
        String decision,
        String status,
        @Nullable String reason,
        @Nullable String message) {}
