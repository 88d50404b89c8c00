package io.dyff.local.cli;

import io.dyff.local.demo.Demo;

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
        text.append("%-14s %d%n".formatted("restarts", result.restarts()));
        result.samples()
                .forEach(sample -> text.append("%-14s %s%n%-14s %s%n"
                        .formatted("question", sample.question(), "answer", shortened(sample.answer()))));
        return text.toString().stripTrailing();
    }

    private static String shortened(String answer) {
        String line = answer.strip().replace('\n', ' ');
        return line.length() <= 90 ? line : line.substring(0, 87) + "...";
    }
}
