package io.dyff.routes.entity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text by which clients render a score: a Python format string with the fields {@code quantity}, a float, and
 * {@code unit}, a string. Source: contract/schema.md section 11; https://docs.python.org/3/library/string.html#formatspec.
 */
final class ScoreFormat {
    private static final int LONGEST = 1_000;
    private static final String WIDTH = "[0-9]{0,3}";
    private static final String PRECISION = "([.][0-9]{1,3})?";
    private static final Pattern PART = Pattern.compile("(?<text>[^{}]|[{]{2}|[}]{2})"
            + "|(?<quantity>[{]quantity(:([^{}]?[<>=^])?[-+ ]?z?#?0?" + WIDTH + "[,_]?" + PRECISION
            + "[eEfFgGn%]?)?[}])"
            + "|(?<unit>[{]unit(:([^{}]?[<>^])?0?" + WIDTH + PRECISION + "s?)?[}])");

    private ScoreFormat() {}

    /** True when it renders a number, and two numbers differently. */
    static boolean isAccepted(String format) {
        if (format.length() > LONGEST) {
            return false;
        }
        boolean quantity = false;
        Matcher part = PART.matcher(format);
        int end = 0;
        while (part.find() && part.start() == end) {
            quantity |= part.group("quantity") != null;
            end = part.end();
        }
        return quantity && end == format.length();
    }
}
