package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Hash of a create request: equal for equal requests, whatever their field order and number notation. */
public final class RequestHash {
    private RequestHash() {}

    public static String of(JsonNode request) {
        MessageDigest digest = Digests.of("SHA-256");
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        try (JsonGenerator json = Json.mapper().createGenerator(out)) {
            writeCanonical(request, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void writeCanonical(JsonNode node, JsonGenerator json) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>(object.size());
                object.fieldNames().forEachRemaining(names::add);
                names.sort(null);
                json.writeStartObject();
                for (String name : names) {
                    json.writeFieldName(name);
                    writeCanonical(object.path(name), json);
                }
                json.writeEndObject();
            }
            case ArrayNode array -> {
                json.writeStartArray();
                for (JsonNode item : array) {
                    writeCanonical(item, json);
                }
                json.writeEndArray();
            }
            default -> writeScalar(node, json);
        }
    }

    private static void writeScalar(JsonNode node, JsonGenerator json) throws IOException {
        if (node.isNumber()) {
            json.writeString("number:" + node.decimalValue().stripTrailingZeros());
        } else {
            json.writeTree(node);
        }
    }
}
