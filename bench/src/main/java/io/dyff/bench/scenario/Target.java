package io.dyff.bench.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is aimed at.
 *
 * @param text such as {@code ≤ 50}, {@code ≥ 0.8 of the baseline}, {@code 0}; nothing, or other words, for no number
 */
public record Target(String text) {
    private static final Pattern FORM = Pattern.compile("([≥≤]?) ?([0-9]+(?:\\.[0-9]+)?)( of the (?:baseline|floor))?");

    /**
     * Whether it was reached; null where there is nothing to reach, or no baseline to hold it against.
     *
     * @param ratio of value to baseline
     */
    public @Nullable Boolean isMet(double value, @Nullable Double ratio) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        Double measured = form.group(3) == null ? Double.valueOf(value) : ratio;
        if (measured == null) {
            return null;
        }
        double aim = Double.parseDouble(form.group(2));
        return switch (form.group(1)) {
            case "≥" -> measured >= aim;
            case "≤" -> measured <= aim;
            default -> measured == aim;
        };
    }
}
