package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns an item into the upload of one file, as an {@link UploadedFile} that its pipeline ends with; every other field is
 * dropped. Source: contract/data.md section 4.3.
 */
final class FileUpload implements Adapter {

    private static final Set<String> KEYS =
            Set.of("field", "encoding", "name", "filename", "contentType", "formFields");

    /** From a value of JSON to the bytes of the file. */
    private interface Encoding {
        byte[] bytes(JsonNode value) throws AdapterException;
    }

    private static final Map<String, Encoding> ENCODINGS = Map.of(
            "base64", value -> LenientBase64.decode(text(value)),
            "utf-8", value -> text(value).getBytes(StandardCharsets.UTF_8),
            "json", value -> PythonText.json(value).getBytes(StandardCharsets.US_ASCII),
            "binary", FileUpload::binary);

    private final Expression content;
    private final Encoding encoding;
    private final String name;
    private final Expression filename;
    private final Expression contentType;
    private final Map<String, Expression> formFields = new LinkedHashMap<>();

    FileUpload(JsonNode configuration) throws AdapterException {
        for (Map.Entry<String, JsonNode> entry : configuration.properties()) {
            if (!KEYS.contains(entry.getKey())) {
                throw new AdapterException("configuration '" + entry.getKey() + "' is unknown");
            }
        }
        content = Template.query(literal(configuration, "field", null)).in("field");
        encoding = encoding(literal(configuration, "encoding", "base64"));
        name = literal(configuration, "name", "file");
        filename = expression(configuration, "filename", "file");
        contentType = expression(configuration, "contentType", "application/octet-stream");
        JsonNode fields = configuration.path("formFields");
        if (!fields.isObject() && !fields.isMissingNode() && !fields.isNull()) {
            throw new AdapterException("configuration 'formFields' must be an object of names and values");
        }
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            formFields.put(entry.getKey(), Template.compile(entry.getValue(), "formFields." + entry.getKey()));
        }
    }

    private static Expression expression(JsonNode configuration, String key, String absent) throws AdapterException {
        return Template.compile(configuration.hasNonNull(key) ? configuration.get(key) : TextNode.valueOf(absent), key);
    }

    private static String literal(JsonNode configuration, String key, @Nullable String absent) throws AdapterException {
        JsonNode value = configuration.get(key);
        if (absent != null && (value == null || value.isNull())) {
            return absent;
        }
        if (value == null || !value.isTextual()) {
            throw new AdapterException("configuration '" + key + "' must be a text");
        }
        return value.textValue();
    }

    private static Encoding encoding(String name) throws AdapterException {
        Encoding encoding = ENCODINGS.get(name);
        if (encoding == null) {
            throw new AdapterException("configuration 'encoding' must be base64, binary, utf-8 or json, got " + name);
        }
        return encoding;
    }

    private static String text(JsonNode value) throws AdapterException {
        if (!value.isTextual()) {
            throw new AdapterException(
                    "the file's content must be a text for this encoding, got " + Adapter.describe(value));
        }
        return value.textValue();
    }

    private static byte[] binary(JsonNode value) throws AdapterException {
        throw new AdapterException("encoding binary takes bytes, and an item of JSON has none; use base64");
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Expression> field : formFields.entrySet()) {
            fields.set(
                    field.getKey(), formValue(field.getKey(), field.getValue().of(item)));
        }
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.putObject(UploadedFile.KEY)
                .put("name", name)
                .<ObjectNode>set("filename", filename.of(item))
                .<ObjectNode>set("contentType", contentType.of(item))
                .<ObjectNode>set("content", BinaryNode.valueOf(encoding.bytes(content.of(item))))
                .set("formFields", fields);
        return List.of(envelope);
    }

    private static JsonNode formValue(String name, JsonNode value) throws AdapterException {
        if (value.isTextual()) {
            return value;
        }
        if (value.isBoolean()) {
            return TextNode.valueOf(value.booleanValue() ? "True" : "False");
        }
        if (value.isNumber()) {
            return TextNode.valueOf(PythonText.number(value));
        }
        throw new AdapterException(
                "formFields." + name + " must be a text, a number or a truth value, got " + Adapter.describe(value));
    }
}
