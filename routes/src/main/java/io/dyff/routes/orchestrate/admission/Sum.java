package io.dyff.routes.orchestrate.admission;

import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is summed for a rate.
 *
 * @param resource whose amounts are summed, unless entities are counted
 * @param kind whose entities are counted; absent when amounts are summed
 * @param account whose; absent for all of them
 * @param length of the window
 * @param fixed the window; absent while it slides
 */
record Sum(
        String resource,
        @Nullable String kind,
        @Nullable String account,
        Duration length,
        @Nullable Window fixed) {

    /** What the candidate adds; absent when it is none of it. */
    @Nullable
    BigInteger amount(Candidate candidate) {
        boolean isOfIt = (account == null || account.equals(candidate.account()))
                && (fixed == null || fixed.contains(candidate.createdAt()));
        if (!isOfIt) {
            return null;
        }
        if (kind == null) {
            return candidate.amounts().get(resource);
        }
        return kind.equals(candidate.kind()) ? BigInteger.ONE : null;
    }
}
