package io.dyff.routes.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Places of a document that a pointer with stars means: a star stands for any one name or index. */
public final class Places {
    private static final String ANY = "*";

    private Places() {}

    /** The places that are there, each as a plain pointer, in the document's order. */
    public static List<JsonPointer> in(JsonNode document, JsonPointer pattern) {
        List<JsonPointer> places = new ArrayList<>();
        collect(document, pattern, JsonPointer.empty(), places);
        return places;
    }

    private static void collect(JsonNode node, JsonPointer rest, JsonPointer at, List<JsonPointer> places) {
        if (rest.matches()) {
            places.add(at);
            return;
        }
        String name = rest.getMatchingProperty();
        if (!name.equals(ANY)) {
            JsonNode inner = node.at(first(rest));
            if (!inner.isMissingNode()) {
                collect(inner, rest.tail(), at.append(first(rest)), places);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), rest.tail(), at.appendIndex(i), places);
            }
        } else {
            node.properties()
                    .forEach(
                            field -> collect(field.getValue(), rest.tail(), at.appendProperty(field.getKey()), places));
        }
    }

    private static JsonPointer first(JsonPointer pointer) {
        return JsonPointer.empty().appendProperty(pointer.getMatchingProperty());
    }
}
