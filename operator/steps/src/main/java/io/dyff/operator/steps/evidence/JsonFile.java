package io.dyff.operator.steps.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON as evidence has it: one text, no name twice, at most 16 MiB. */
final class JsonFile {

    static final int MOST_BYTES = 16 << 20;

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** @param what the file is given as, for messages */
    static JsonFields read(String what, Path file) throws EvidenceException {
        String name = what + " " + file;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new EvidenceException(name + " has more than 16 MiB; is it the right file?");
            }
            return parse(name, bytes);
        } catch (NoSuchFileException e) {
            throw new EvidenceException(name + " is not there", e);
        } catch (IOException e) {
            throw new EvidenceException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param name of the text, for messages */
    static JsonFields parse(String name, byte[] text) throws EvidenceException {
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new EvidenceException(name + " is no JSON object");
            }
            return new JsonFields(name, "", node);
        } catch (JsonProcessingException e) {
            throw new EvidenceException(name + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new EvidenceException(name + " is not JSON: " + e.getMessage(), e);
        }
    }

    private JsonFile() {}
}
