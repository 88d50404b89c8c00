package io.dyff.routes.orchestrate.admission;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entity whose turn may have come.
 *
 * @param id the entity
 * @param kind its kind
 * @param account its owner
 * @param shape equal for candidates that the quotas treat alike
 * @param way what it asks for: run or ready
 * @param createdAt when it was created
 * @param amounts what it would be charged
 * @param ignored quotas that do not hold for it
 * @param priority what it asks for, 0 to 4
 */
record Candidate(
        String id,
        String kind,
        String account,
        String shape,
        String way,
        Instant createdAt,
        Map<String, BigInteger> amounts,
        List<Ignored> ignored,
        int priority) {

    Candidate {
        amounts = Map.copyOf(amounts);
        ignored = List.copyOf(ignored);
    }

    /** A quota switched off for one workflow; each part is a value, or {@code *} for any. */
    record Ignored(
            @Nullable String principal,
            @Nullable String resource,
            @Nullable String flavor) {

        boolean covers(Quota quota) {
            return any(principal, quota.principal())
                    && any(resource, quota.resource())
                    && any(flavor, quota.flavor().name());
        }

        private static boolean any(@Nullable String pattern, String value) {
            return "*".equals(pattern) || value.equals(pattern);
        }
    }

    boolean isHeldBy(Quota quota) {
        return ignored.stream().noneMatch(i -> i.covers(quota));
    }
}
