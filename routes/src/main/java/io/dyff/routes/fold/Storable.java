package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** Refuses texts that PostgreSQL's jsonb cannot hold, before they become state and poison every later stage. */
final class Storable {
    private Storable() {}

    /** True when some text in the document holds U+0000 or half of a surrogate pair. */
    static boolean isPoison(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> isPoison(node.textValue());
            case OBJECT ->
                node.properties().stream().anyMatch(field -> isPoison(field.getKey()) || isPoison(field.getValue()));
            case ARRAY -> StreamSupport.stream(node.spliterator(), false).anyMatch(Storable::isPoison);
            default -> false;
        };
    }

    static boolean isPoison(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return true;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }
}
