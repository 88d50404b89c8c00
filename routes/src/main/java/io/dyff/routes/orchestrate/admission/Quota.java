package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.entity.Quantity;
import io.dyff.routes.entity.Scalars;
import io.dyff.routes.orchestrate.Allocation;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit on what an account, or all of them, may use or create. Source: contract/lifecycle.md section 11.6.
 *
 * @param principal {@code accounts/<account>} or {@code __global__}
 * @param resource what is limited
 * @param flavor Total limits current use, Rate what is created within a window
 * @param limit the most; absent when there is none
 * @param duration the window's length; zero for current use
 * @param epoch where fixed windows begin; absent for sliding ones
 * @param fault why it is not understood; such a quota lets nothing through
 */
record Quota(
        String principal,
        String resource,
        Flavor flavor,
        @Nullable BigInteger limit,
        Duration duration,
        @Nullable Instant epoch,
        @Nullable String fault) {
    private static final String GLOBAL = "__global__";
    private static final String ACCOUNT = "accounts/";
    private static final String CREATED = ".dyff.io/created";

    /** What a quota counts. */
    enum Flavor {
        Total,
        Rate
    }

    /** Reads a quota as its entity has it. */
    static Quota of(
            String principal,
            String resource,
            String flavor,
            @Nullable String limit,
            @Nullable String duration,
            @Nullable String epoch) {
        return new Quota(
                principal,
                resource,
                Flavor.valueOf(flavor),
                Quantity.UNLIMITED.equals(limit) ? null : Allocation.whole(limit == null ? "0" : limit),
                duration == null ? Duration.ZERO : duration(duration),
                epoch == null ? null : Instant.parse(epoch),
                null);
    }

    /** Reads a quota as it stands in the table; one that is not understood holds back all that it is about. */
    static Quota read(
            String id,
            @Nullable String principal,
            @Nullable String resource,
            @Nullable String flavor,
            @Nullable String limit,
            @Nullable String duration,
            @Nullable String epoch) {
        try {
            return of(
                    Objects.requireNonNull(principal, "principal"),
                    Objects.requireNonNull(resource, "resource"),
                    Objects.requireNonNull(flavor, "flavor"),
                    limit,
                    duration,
                    epoch);
        } catch (RuntimeException e) {
            return new Quota(
                    Objects.requireNonNullElse(principal, GLOBAL),
                    Objects.requireNonNullElse(resource, Allocation.ADMITTED),
                    Flavor.Total,
                    BigInteger.ZERO,
                    Duration.ZERO,
                    null,
                    "Quota " + id + " is not understood: " + e.getMessage() + ".");
        }
    }

    private static Duration duration(String text) {
        Duration length = Scalars.length(text);
        if (length.isNegative() || (!length.isZero() && length.toMillis() == 0)) {
            throw new IllegalArgumentException("no window is " + text + " long");
        }
        return length;
    }

    boolean isGlobal() {
        return principal.equals(GLOBAL);
    }

    /** True for what is in use now, false for what is created within a window. */
    boolean isOfUse() {
        return flavor == Flavor.Total || duration.isZero();
    }

    boolean holdsFor(String account) {
        return isGlobal() || principal.equals(principalOf(account));
    }

    static String principalOf(String account) {
        return ACCOUNT + account;
    }

    /** The kind's resource name when creations are counted, such as {@code evaluations}; null for amounts. */
    @Nullable
    String createdResource() {
        return resource.endsWith(CREATED) ? resource.substring(0, resource.length() - CREATED.length()) : null;
    }

    /** The text that clients match on: {@code Account quota exceeded: 17/16 workflows}. */
    String exceededBy(BigInteger use) {
        if (fault != null) {
            return fault;
        }
        return (isGlobal() ? "Global" : "Account") + " quota exceeded: " + use + "/" + limit + " " + unit();
    }

    private String unit() {
        String name = resource.substring(resource.indexOf('/') + 1);
        if (resource.equals(Allocation.ADMITTED)) {
            return "workflows";
        }
        if (name.startsWith("gpu-")) {
            return name.substring("gpu-".length()).toUpperCase(Locale.ROOT) + " GPUs";
        }
        String created = createdResource();
        return created == null ? name : created;
    }
}
