package io.dyff.routes.api.read.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is sorted, and after which element it begins.
 *
 * @param field path of the field, with dots
 * @param ascending the direction, of the field and of the id that breaks ties
 * @param after the last element of the page before, absent on the first page
 */
public record Order(
        String field, boolean ascending, @Nullable Cursor after) {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,9}");

    /**
     * The last element of a page.
     *
     * @param value of the field sorted by
     * @param id of the element
     */
    public record Cursor(JsonNode value, String id) {}

    static @Nullable Order of(Map<String, String> given, List<String> warnings) {
        String field = given.get("orderBy");
        String direction = given.get("order");
        if (direction != null && !direction.equals("ascending") && !direction.equals("descending")) {
            throw QueryRequest.bad("order", "must be ascending or descending");
        }
        if (field == null) {
            if (given.containsKey("after")) {
                throw QueryRequest.bad("after", "needs orderBy");
            }
            if (direction != null) {
                warnings.add("order without orderBy was ignored");
            }
            return null;
        }
        if (!FIELD.matcher(field).matches()) {
            throw QueryRequest.bad("orderBy", "must be the name of a field, with dots between the parts");
        }
        Cursor after = cursor(given.get("after"));
        if (direction == null && after == null) {
            warnings.add("orderBy without order was ignored");
            return null;
        }
        return new Order(field, !"descending".equals(direction), after);
    }

    private static @Nullable Cursor cursor(@Nullable String text) {
        if (text == null) {
            return null;
        }
        JsonNode pair = QueryRequest.json("after", text);
        if (!pair.isArray() || pair.size() != 2 || !pair.get(1).isTextual()) {
            throw QueryRequest.bad("after", "must be a JSON list of the last orderBy value and the last id");
        }
        return new Cursor(pair.get(0), pair.get(1).asText());
    }
}
