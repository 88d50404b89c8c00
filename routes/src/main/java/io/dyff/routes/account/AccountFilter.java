package io.dyff.routes.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts are asked for; what is absent limits nothing.
 *
 * @param ids the accounts within reach
 * @param text a part of the name, or of what another provider calls the account
 * @param hasKey whether they have a key that is neither expired nor revoked
 * @param limit how many at most
 */
public record AccountFilter(
        @Nullable Set<String> ids,
        @Nullable String text,
        @Nullable Boolean hasKey,
        int limit) {
    /** Every account. */
    public static final AccountFilter ALL = new AccountFilter(null, null, null, Integer.MAX_VALUE);

    public AccountFilter {
        ids = ids == null ? null : Set.copyOf(ids);
    }
}
