package io.dyff.routes.entity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes quantities as the contract reads them: the field's pattern first, then the exact value. Source:
 * contract/schema.md sections 2 and 16.2, contract/data/vectors/quantity.json. The client library's class of that name
 * rounds to 16 digits: its 1Ei is 24 bytes too large.
 */
public final class Quantity {
    public static final String UNLIMITED = "Unlimited";

    private static final Pattern NON_NEGATIVE =
            Pattern.compile("\\+?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?(\\d+(\\.\\d*)?|\\.\\d+))?");
    private static final Pattern VALUE =
            Pattern.compile("(\\+?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)([A-Za-z]{0,2})");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal KILO = BigDecimal.valueOf(1000);
    private static final int MAX_EXPONENT = 400;
    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("", BigDecimal.ONE),
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", KILO),
            Map.entry("M", KILO.pow(2)),
            Map.entry("G", KILO.pow(3)),
            Map.entry("T", KILO.pow(4)),
            Map.entry("P", KILO.pow(5)),
            Map.entry("E", KILO.pow(6)),
            Map.entry("Ki", KIBI),
            Map.entry("Mi", KIBI.pow(2)),
            Map.entry("Gi", KIBI.pow(3)),
            Map.entry("Ti", KIBI.pow(4)),
            Map.entry("Pi", KIBI.pow(5)),
            Map.entry("Ei", KIBI.pow(6)));

    private Quantity() {}

    /** True when a field that takes no negative quantity may hold the text. */
    public static boolean isNonNegative(String text) {
        return NON_NEGATIVE.matcher(text).matches();
    }

    /** The value; empty when the text is no quantity. */
    public static Optional<BigDecimal> value(String text) {
        Matcher matcher = VALUE.matcher(text);
        if (!isNonNegative(text) || !matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal factor = FACTORS.get(matcher.group(2));
        BigDecimal number = new BigDecimal(matcher.group(1));
        return factor == null || Math.abs((long) number.scale()) > MAX_EXPONENT
                ? Optional.empty()
                : Optional.of(number.multiply(factor));
    }

    /** The value when it is a whole number, as quota limits must be. */
    public static Optional<BigInteger> whole(String text) {
        return value(text).flatMap(v -> {
            try {
                return Optional.of(v.toBigIntegerExact());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        });
    }
}
