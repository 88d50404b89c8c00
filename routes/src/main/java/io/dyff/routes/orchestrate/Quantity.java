package io.dyff.routes.orchestrate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes quantities, exactly. Source: contract/schema.md section 16.2. */
public final class Quantity {
    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3}(?![\\d.]))?)([KMGTPE]i|[numkMGTPE])?");
    private static final BigDecimal KILO = BigDecimal.valueOf(1000);
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    /** Thousands (or 1024s) of a suffix: its place, counted from the one that stands for none. */
    private static final String STEPS = "num kMGTPE";

    private Quantity() {}

    /** The quantity's value; an {@link IllegalArgumentException} names a text that is none. */
    public static BigDecimal parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a quantity");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix == null) {
            return number;
        }
        int steps = STEPS.indexOf(suffix.replace('K', 'k').charAt(0)) - STEPS.indexOf(' ');
        if (suffix.endsWith("i")) {
            return number.multiply(KIBI.pow(steps));
        }
        return steps < 0 ? number.movePointLeft(-3 * steps) : number.multiply(KILO.pow(steps));
    }

    /** The quantity as a whole number; one that is none is refused, never rounded. */
    public static BigInteger whole(String text) {
        try {
            return parse(text).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }
}
