package io.dyff.routes.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * For whom something is, and what somebody is towards it: each role reads what is for it and for those before it. Source:
 * contract/api.md section 11.4.
 */
public enum Viewer {
    /** Everybody whom a grant lets read it. */
    PUBLIC,
    /** Those who take part. */
    SUBMITTER,
    /** Those whose own it is, and those who judge. */
    REVIEWER,
    /** Nobody, so nobody's role. */
    HIDDEN;

    /** What a rule says; the given one where it says nothing. */
    public static Viewer of(JsonNode word, Viewer unmentioned) {
        return word.isTextual() ? valueOf(word.asText().toUpperCase(Locale.ROOT)) : unmentioned;
    }

    /** True when this role reads what is for the other. */
    public boolean reads(Viewer needed) {
        return needed != HIDDEN && compareTo(needed) >= 0;
    }

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
