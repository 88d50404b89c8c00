package io.dyff.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The walkthrough as it happens: one line per step, with its time and its evidence. */
public final class Story {
    private final Consumer<String> line;
    private final List<Step> steps = new ArrayList<>();
    private Instant begin = Instant.now();

    /**
     * A step that was observed.
     *
     * @param seconds since the story began
     */
    public record Step(int step, String title, double seconds, Map<String, Object> evidence) {}

    Story(Consumer<String> line) {
        this.line = line;
    }

    /** From now on, time is counted: what came before was preparation. */
    void begin() {
        begin = Instant.now();
    }

    void tell(int number, String title, Map<String, Object> evidence) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        steps.add(new Step(number, title, seconds, new LinkedHashMap<>(evidence)));
        StringBuilder text = new StringBuilder("%2d %7.2f s  %s".formatted(number, seconds, title));
        evidence.forEach(
                (name, value) -> text.append("; ").append(name).append(' ').append(shown(value)));
        line.accept(text.toString());
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            return String.join(", ", list.stream().map(String::valueOf).toList());
        }
        return String.valueOf(value);
    }
}
