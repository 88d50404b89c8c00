package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** What an entity asks for with its label {@code dyff.io/priority}: to go before others that wait (docs/adr/0032). */
public final class Priority {
    /** The highest; the lowest, and that of who asks for none, is 0. */
    public static final int MAX = 4;

    private static final JsonPointer LABEL = JsonPointer.compile("/labels/dyff.io~1priority");

    private Priority() {}

    /** The entity's; a label that is no priority asks for none. */
    public static int of(JsonNode entity) {
        String label = entity.at(LABEL).asText();
        return isPriority(label) ? label.charAt(0) - '0' : 0;
    }

    /** True for the texts of 0 to {@link #MAX}. */
    static boolean isPriority(String text) {
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '0' + MAX;
    }
}
