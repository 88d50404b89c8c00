package io.dyff.routes.state.facet;

import io.dyff.routes.json.Digests;
import io.dyff.routes.kind.Kind;
import java.nio.charset.StandardCharsets;

/** What an entity is found by, as the function {@code facet} of the database writes it. */
public final class Facet {
    /** The filter under which a label's {@code k=v} stands. */
    public static final String LABELS = "labels";

    private static final int LONGEST = 200;

    private Facet() {}

    /** {@code Kind/filter=value}; a long value stands by its SHA-256, because an index takes no more. */
    public static String of(Kind kind, String filter, String value) {
        return of(kind.name(), filter, value);
    }

    static String of(String kind, String filter, String value) {
        boolean isShort = value.codePointCount(0, value.length()) <= LONGEST;
        String held = isShort ? value : Digests.sha256(value.getBytes(StandardCharsets.UTF_8));
        return kind + "/" + filter + "=" + held;
    }
}
