package io.dyff.operator.rows.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.adapter.UploadedFile;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The body of a request, the same for each try: JSON, or the parts of a form whose last is a file (contract/data.md
 * section 4.3; the form is that of RFC 7578, with names escaped as browsers escape them).
 *
 * @param type value of Content-Type
 * @param pieces the bytes, one piece after the other
 */
public record RequestContent(String type, List<byte[]> pieces) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws AdapterException when the item is no file that can be sent, and none of JSON either */
    public static RequestContent of(JsonNode item) throws AdapterException {
        Optional<UploadedFile> file = UploadedFile.of(item);
        return file.isPresent() ? form(file.get(), "dyff-" + UUID.randomUUID()) : json(item);
    }

    private static RequestContent json(JsonNode item) throws AdapterException {
        try {
            return new RequestContent("application/json", List.of(JSON.writeValueAsBytes(item)));
        } catch (JsonProcessingException e) {
            throw new AdapterException("the request cannot be written as JSON: " + e.getOriginalMessage());
        }
    }

    private static RequestContent form(UploadedFile file, String boundary) {
        var head = new StringBuilder();
        for (Map.Entry<String, String> field : file.formFields().entrySet()) {
            head.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n"
                            .formatted(boundary, escaped(field.getKey())))
                    .append(field.getValue())
                    .append("\r\n");
        }
        head.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                        .formatted(boundary, escaped(file.name()), escaped(file.filename())))
                .append("Content-Type: ")
                .append(file.contentType())
                .append("\r\n\r\n");
        return new RequestContent(
                "multipart/form-data; boundary=" + boundary,
                List.of(utf8(head.toString()), file.content(), utf8("\r\n--" + boundary + "--\r\n")));
    }

    private static String escaped(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public BodyPublisher publisher() {
        return BodyPublishers.concat(
                pieces.stream().map(BodyPublishers::ofByteArray).toArray(BodyPublisher[]::new));
    }
}
