package io.dyff.bench.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param scenario it belongs to
 * @param name what was measured
 * @param unit of the value
 * @param value ours
 * @param baseline the bare program's in the same run, where there is one
 * @param target what we aim at, as text
 * @param cpuMicros processor time of all processes for one of what is counted, in µs, where it was measured with it
 */
public record Figure(
        String scenario,
        String name,
        String unit,
        double value,
        @Nullable Double baseline,
        String target,
        @Nullable Double cpuMicros) {

    /** One whose processor time is not told, or has a row of its own. */
    public Figure(String scenario, String name, String unit, double value, @Nullable Double baseline, String target) {
        this(scenario, name, unit, value, baseline, target, null);
    }

    /** One without a baseline. */
    public static Figure of(String scenario, String name, String unit, double value, String target) {
        return new Figure(scenario, name, unit, value, null, target);
    }

    /** Ours divided by the baseline's; none where that is nothing. */
    public @Nullable Double ratio() {
        return baseline == null || baseline == 0 ? null : value / baseline;
    }
}
