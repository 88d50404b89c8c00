package io.dyff.operator.rows.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * JSON text whose strings are to have a UTF-8 form. What has none, bytes that are not UTF-8 and halves of surrogate pairs
 * (RFC 8259 section 8.2), becomes U+FFFD, and is counted.
 */
final class UnicodeText {

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final boolean isValid;
    private final boolean mayHoldHalves;
    private int repaired;

    private UnicodeText(byte[] bytes) {
        this.bytes = bytes;
        this.isValid = isUtf8(bytes);
        this.mayHoldHalves = !isValid || hasSurrogateEscape(bytes);
    }

    static UnicodeText of(byte[] bytes) {
        return new UnicodeText(bytes);
    }

    private static boolean isUtf8(byte[] bytes) {
        boolean isAscii = true;
        for (byte one : bytes) {
            isAscii &= one >= 0;
        }
        if (isAscii) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    JsonParser parser(ObjectMapper json) throws IOException {
        if (!mayHoldHalves) {
            return json.createParser(bytes);
        }
        // Reading characters, Jackson takes halves of pairs in names too.
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!isValid) {
            repaired = (int) text.chars().filter(c -> c == REPLACEMENT).count();
        }
        return json.createParser(text);
    }

    private static boolean hasSurrogateEscape(byte[] bytes) {
        for (int i = 2; i < bytes.length; i++) {
            if ((bytes[i] == 'd' || bytes[i] == 'D') && bytes[i - 1] == 'u' && bytes[i - 2] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** @param body what the parser made of the text; it is changed */
    Answer success(int status, JsonNode body) {
        JsonNode whole = mayHoldHalves ? whole(body) : body;
        return new Answer.Success(status, whole, repaired);
    }

    private JsonNode whole(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                String name = whole(field.getKey());
                if (!name.equals(field.getKey())) {
                    object.remove(field.getKey());
                }
                object.set(name, whole(field.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, whole(array.get(i)));
            }
        } else if (node.isTextual()) {
            String text = whole(node.textValue());
            return text.equals(node.textValue()) ? node : TextNode.valueOf(text);
        }
        return node;
    }

    private String whole(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        var whole = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            whole.appendCodePoint(isHalf ? REPLACEMENT : point);
            repaired += isHalf ? 1 : 0;
        });
        return whole.toString();
    }
}
