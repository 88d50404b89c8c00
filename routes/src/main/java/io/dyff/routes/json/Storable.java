package io.dyff.routes.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/** Knows what PostgreSQL's jsonb cannot hold, so that it is refused before it becomes state and poisons every later stage. */
public final class Storable {
    /** Limits of numeric: digits before and after the decimal point. */
    private static final int MAX_INTEGER_DIGITS = 131_072;

    private static final int MAX_SCALE = 16_383;
    private static final int REPLACEMENT = 0xFFFD;

    private Storable() {}

    /** True when the document holds U+0000, half of a surrogate pair, or a number that is no numeric. */
    public static boolean isPoison(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> isPoison(node.textValue());
            case OBJECT -> hasPoisonedField(node);
            case ARRAY -> hasPoisonedElement(node);
            case NUMBER -> node.isBigDecimal() && isPoison(node.decimalValue());
            default -> false;
        };
    }

    // Loops: every character that is ever stored goes through here.
    private static boolean hasPoisonedField(JsonNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (isPoison(field.getKey()) || isPoison(field.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPoisonedElement(JsonNode array) {
        for (JsonNode element : array) {
            if (isPoison(element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPoison(BigDecimal number) {
        return (long) number.precision() - number.scale() > MAX_INTEGER_DIGITS || number.scale() > MAX_SCALE;
    }

    /** The text with U+FFFD in the place of every U+0000 and every half of a surrogate pair. */
    public static String cleaned(String text) {
        if (!isPoison(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** True when the text holds U+0000 or half of a surrogate pair. */
    public static boolean isPoison(String text) {
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
