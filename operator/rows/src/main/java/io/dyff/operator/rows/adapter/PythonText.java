package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.rows.Effort;
import java.math.BigDecimal;
import java.util.Map;

/** How Python writes values: numbers and truth values as texts, and JSON as its json module does by default. */
final class PythonText {

    /** Numbers of which this many digits stand before the point are written without an exponent. */
    private static final int LONGEST_WHOLE = 16;

    private static final int MOST_ZEROS = 4;

    private PythonText() {}

    /** A number. */
    static String number(JsonNode number) {
        return number.isIntegralNumber() ? number.bigIntegerValue().toString() : real(number.doubleValue());
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        // Both languages write the shortest digits that give the number back; they differ in the exponent.
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent < -MOST_ZEROS || exponent >= LONGEST_WHOLE) {
            return scientific(exact, exponent);
        }
        String plain = exact.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    private static String scientific(BigDecimal exact, int exponent) {
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (exact.signum() < 0 ? "-" : "")
                + mantissa
                + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** A value as JSON in ASCII. */
    static String json(JsonNode value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(JsonNode value, StringBuilder into) {
        Effort.spend(1);
        if (value.isObject()) {
            String separator = "{";
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                into.append(separator);
                quote(field.getKey(), into);
                into.append(": ");
                write(field.getValue(), into);
                separator = ", ";
            }
            into.append(value.isEmpty() ? "{}" : "}");
        } else if (value.isArray()) {
            String separator = "[";
            for (JsonNode element : value) {
                into.append(separator);
                write(element, into);
                separator = ", ";
            }
            into.append(value.isEmpty() ? "[]" : "]");
        } else if (value.isNumber()) {
            into.append(number(value));
        } else if (value.isTextual()) {
            quote(value.textValue(), into);
        } else {
            into.append(value.asText());
        }
    }

    private static void quote(String text, StringBuilder into) {
        Effort.spend(text.length());
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> into.append("\\\"");
                case '\\' -> into.append("\\\\");
                case '\n' -> into.append("\\n");
                case '\r' -> into.append("\\r");
                case '\t' -> into.append("\\t");
                case '\f' -> into.append("\\f");
                case '\b' -> into.append("\\b");
                default -> {
                    if (c < ' ' || c > '~') {
                        into.append("\\u%04x".formatted((int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
        into.append('"');
    }
}
