package io.dyff.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dyff.bench.scenario.Figure;
import io.dyff.bench.scenario.Target;
import org.jspecify.annotations.Nullable;

/**
 * A figure as programs read it.
 *
 * @param name with the scenario before it
 * @param floor the bare program's value, where there is one
 * @param met whether the target was reached, where there is one
 * @param cpuMicros processor time of all processes for one, where it was measured
 */
record Row(
        String name,
        String unit,
        double value,
        @Nullable Double floor,
        String target,
        @Nullable Boolean met,
        @JsonProperty("cpu_us") @Nullable Double cpuMicros) {

    static Row of(Figure figure) {
        return new Row(
                figure.scenario() + ": " + figure.name(),
                figure.unit(),
                figure.value(),
                figure.baseline(),
                figure.target(),
                new Target(figure.target()).isMet(figure.value(), figure.ratio()),
                figure.cpuMicros());
    }
}
