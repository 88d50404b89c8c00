package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.orchestrate.admission.Decision.What;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to act on one decision.
 *
 * @param what was decided
 * @param decidedAt when; it tells one decision from the next
 * @param owner who claimed it
 * @param attempts the how-manieth claim this is; with the owner it fences off later ones
 */
public record Claim(What what, @Nullable Instant decidedAt, String owner, int attempts) {}
