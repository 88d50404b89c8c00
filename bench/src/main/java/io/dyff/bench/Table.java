package io.dyff.bench;

import io.dyff.bench.scenario.Figure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures as people read them. */
public record Table(List<Figure> figures) {
    private static final String ROW = "%-10s %-36s %12s %-12s %12s %8s  %s%n";

    /** One line for each. */
    public String text() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, ROW, "scenario", "figure", "ours", "unit", "baseline", "ratio", "target"));
        for (Figure f : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    f.scenario(),
                    f.name(),
                    number(f.value()),
                    f.unit(),
                    number(f.baseline()),
                    number(f.ratio()),
                    f.target()));
        }
        return text.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
