package io.dyff.routes.kind.operation;

import java.util.Set;

/** Names in the query of a listing that mean the same for all kinds. Source: contract/api.md section 5.1. */
public final class QueryParameters {
    /** They say how the answer is put together. */
    public static final Set<String> CONTROL = Set.of("query", "labels", "order", "orderBy", "limit", "after");

    /** Fields that entities have in common. */
    public static final Set<String> FIELDS = Set.of("id", "account", "status", "reason");

    private QueryParameters() {}

    /** True for a name that is no filter of a kind's own. */
    static boolean isCommon(String name) {
        return CONTROL.contains(name) || FIELDS.contains(name);
    }
}
