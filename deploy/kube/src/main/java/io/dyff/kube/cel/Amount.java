package io.dyff.kube.cel;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quantity as resources are measured in; source of the notation: Kubernetes, "Quantity".
 *
 * @param value without trailing zeros, so that equal amounts are equal
 */
record Amount(BigDecimal value) implements Comparable<Amount> {

    private static final Pattern NOTATION =
            Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))(?:([numkMGTPE]|[KMGTPE]i)?|[eE]([+-]?\\d{1,4}))");
    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String BINARY = "KMGTPE";

    Amount {
        value = value.stripTrailingZeros();
    }

    /** Empty when the text is no quantity. */
    static Optional<Amount> parse(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(parts.group(1));
        String suffix = parts.group(2) == null ? "" : parts.group(2);
        if (parts.group(3) != null) {
            return Optional.of(new Amount(number.scaleByPowerOfTen(Integer.parseInt(parts.group(3)))));
        } else if (suffix.endsWith("i")) {
            BigDecimal unit = BigDecimal.valueOf(1024).pow(BINARY.indexOf(suffix.charAt(0)) + 1);
            return Optional.of(new Amount(number.multiply(unit)));
        }
        return Optional.of(new Amount(number.scaleByPowerOfTen(DECIMAL.getOrDefault(suffix, 0))));
    }

    /** Empty unless it is a whole number of 64 bits. */
    Optional<Long> whole() {
        try {
            return Optional.of(value.longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    Amount plus(Amount other) {
        return new Amount(value.add(other.value));
    }

    Amount minus(Amount other) {
        return new Amount(value.subtract(other.value));
    }

    static Amount of(long number) {
        return new Amount(BigDecimal.valueOf(number));
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(other.value);
    }
}
