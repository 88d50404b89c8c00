package io.dyff.kube.cel;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts values into a text: {@code '%s has %d'.format([self.name, self.size])}; source: the strings extension of cel-go. */
final class Format {

    private static final Pattern CLAUSE = Pattern.compile("%(?:\\.(\\d{1,3}))?(.)", Pattern.DOTALL);

    private Format() {}

    static String apply(String template, List<?> values) {
        Matcher clause = CLAUSE.matcher(template);
        StringBuilder text = new StringBuilder();
        int next = 0;
        while (clause.find()) {
            String shown;
            if (clause.group(2).equals("%")) {
                shown = "%";
            } else if (next == values.size()) {
                throw new CelInvalidArgumentException("index " + next + " out of range");
            } else {
                int digits = clause.group(1) == null ? 6 : Integer.parseInt(clause.group(1));
                shown = show(clause.group(2).charAt(0), digits, values.get(next));
                next++;
            }
            clause.appendReplacement(text, Matcher.quoteReplacement(shown));
        }
        return clause.appendTail(text).toString();
    }

    private static String show(char verb, int digits, Object value) {
        return switch (verb) {
            case 's' -> text(value);
            case 'd' -> decimal(value);
            case 'f' -> number(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            case 'e' ->
                String.format(Locale.ROOT, "%." + digits + "e", number(value).doubleValue());
            case 'b' -> value instanceof Boolean truth ? (truth ? "1" : "0") : Long.toBinaryString(whole(value));
            case 'o' -> Long.toOctalString(whole(value));
            case 'x' -> Long.toHexString(whole(value));
            case 'X' -> Long.toHexString(whole(value)).toUpperCase(Locale.ROOT);
            default -> throw new CelInvalidArgumentException("unrecognized formatting clause \"" + verb + "\"");
        };
    }

    private static String text(Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(Format::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> entries) {
            return entries.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof NullValue) {
            return "null";
        } else if (value instanceof Double number) {
            return plain(number);
        }
        return value.toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? BigDecimal.valueOf(number)
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .toPlainString()
                : Double.toString(number);
    }

    private static String decimal(Object value) {
        return value instanceof Double number ? plain(number) : Long.toString(whole(value));
    }

    private static BigDecimal number(Object value) {
        return value instanceof Double number ? BigDecimal.valueOf(number) : BigDecimal.valueOf(whole(value));
    }

    private static long whole(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new CelInvalidArgumentException("error during formatting: only integers can be formatted here, was given "
                + value.getClass().getSimpleName());
    }
}
