package io.dyff.routes.kind;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where fields stand in a document: a JSON pointer of plain names, in which {@code *} stands for every element of a list,
 * such as {@code /inputs/{@literal *}/entity}.
 */
public record FieldPath(String text) {
    private static final Pattern FORM = Pattern.compile("(/[A-Za-z]+(/\\*)?)+");
    private static final String EACH = "/*";

    public FieldPath {
        Rows.check(FORM.matcher(text).matches(), "'" + text + "' is no path of plain names");
    }

    @JsonCreator
    public static FieldPath of(String text) {
        return new FieldPath(text);
    }

    /** True when it leads into the elements of a list, so that a document may have several of the fields. */
    public boolean isMany() {
        return text.contains(EACH);
    }

    /** The places that the document really has, in its order; a field that is null counts as absent. */
    public List<JsonPointer> in(JsonNode document) {
        List<JsonPointer> places = new ArrayList<>();
        expand("", text, document, places);
        return places;
    }

    /** The texts at these places. */
    public List<String> texts(JsonNode document) {
        return in(document).stream()
                .map(document::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    private static void expand(String before, String rest, JsonNode document, List<JsonPointer> places) {
        int each = rest.indexOf(EACH);
        String head = before + (each < 0 ? rest : rest.substring(0, each));
        JsonNode node = document.at(head);
        if (each < 0) {
            if (!node.isMissingNode() && !node.isNull()) {
                places.add(JsonPointer.compile(head));
            }
            return;
        }
        String after = rest.substring(each + EACH.length());
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            expand(head + "/" + i, after, document, places);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
