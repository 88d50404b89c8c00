package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that an input pipeline ends with, instead of the body of a request (contract/data.md section 4.3).
 *
 * @param name of its part
 * @param formFields parts that come before it
 */
public record UploadedFile(
        String name, String filename, String contentType, byte[] content, Map<String, String> formFields) {

    /** The only field of an item that is one. */
    static final String KEY = "$fileUpload";

    private static final List<String> FIELDS = List.of("name", "filename", "contentType", "content", "formFields");

    /**
     * The file that an item is.
     *
     * @return empty for an item that is the body of a request
     * @throws AdapterException for one that cannot be sent as either
     */
    public static Optional<UploadedFile> of(JsonNode item) throws AdapterException {
        JsonNode upload = item.get(KEY);
        if (upload == null) {
            return Optional.empty();
        }
        if (item.size() != 1
                || upload.size() != FIELDS.size()
                || !FIELDS.stream().allMatch(upload::has)) {
            throw new AdapterException(KEY + " must be alone and hold " + String.join(", ", FIELDS));
        }
        if (!(upload.get("content") instanceof BinaryNode content)) {
            throw new AdapterException(KEY + ": the content must be bytes");
        }
        String contentType = text(upload, "contentType");
        if (contentType.indexOf('\r') >= 0 || contentType.indexOf('\n') >= 0) {
            throw new AdapterException(KEY + ": a content type has no line breaks");
        }
        return Optional.of(new UploadedFile(
                text(upload, "name"),
                text(upload, "filename"),
                contentType,
                content.binaryValue(),
                texts(upload.get("formFields"))));
    }

    private static Map<String, String> texts(JsonNode fields) throws AdapterException {
        if (!fields.isObject()) {
            throw new AdapterException(KEY + ": formFields must be an object");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            texts.put(field.getKey(), text(fields, field.getKey()));
        }
        return texts;
    }

    private static String text(JsonNode object, String field) throws AdapterException {
        if (!object.get(field).isTextual()) {
            throw new AdapterException(
                    KEY + ": " + field + " must be a text, got " + Adapter.describe(object.get(field)));
        }
        return object.get(field).textValue();
    }
}
