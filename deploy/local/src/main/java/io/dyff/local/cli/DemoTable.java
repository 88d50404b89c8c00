package io.dyff.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.demo.Demo;
import java.util.Locale;
import java.util.stream.Collectors;

/** The demo's result for people. */
final class DemoTable {
    private DemoTable() {}

    static String of(Demo.Result result) {
        StringBuilder text = new StringBuilder();
        text.append("%n%-14s %s%n".formatted("evaluation", result.evaluation()));
        text.append("%-14s %d rows x %d replications = %d%n"
                .formatted("expected", result.rows(), result.replications(), result.expected()));
        text.append("%-14s %d rows, %d different, %d responses, %d items, %d replications%n"
                .formatted(
                        "counted",
                        result.counted().rows(),
                        result.counted().distinct(),
                        result.counted().responses(),
                        result.counted().items(),
                        result.counted().replications()));
        text.append("%-14s %s; %s of %s requests answered; %s ms at the median, %s at p99%n"
                .formatted(
                        "outcomes",
                        counts(result.outcomes().path("outcomes")),
                        result.outcomes().at("/outcomes/Answered").asText(),
                        result.outcomes().path("tries").asText(),
                        millis(result.outcomes().at("/milliseconds/p50")),
                        millis(result.outcomes().at("/milliseconds/p99"))));
        result.attestation().forEach(line -> text.append("%-14s %s%n".formatted("attestation", line)));
        text.append("%-14s %d%n".formatted("restarts", result.restarts()));
        result.samples()
                .forEach(sample -> text.append("%-14s %s%n%-14s %s%n"
                        .formatted("question", sample.question(), "answer", shortened(sample.answer()))));
        return text.toString().stripTrailing();
    }

    private static String counts(JsonNode outcomes) {
        return outcomes.properties().stream()
                .filter(outcome -> outcome.getValue().asLong() > 0)
                .map(outcome -> outcome.getValue().asText() + " " + outcome.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String millis(JsonNode number) {
        return String.format(Locale.ROOT, "%.1f", number.asDouble());
    }

    private static String shortened(String answer) {
        String line = answer.strip().replace('\n', ' ');
        return line.length() <= 90 ? line : line.substring(0, 87) + "...";
    }
}
