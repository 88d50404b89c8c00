package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.report.Diagnosis;
import picocli.CommandLine.Command;

/** Tells in one answer why a resource waits or failed: what was found, the warnings about it, and the next thing to do. */
@Command(
        name = "why",
        description =
                "Tells in one answer why a resource waits or failed: what was found, the warnings about it, and the next thing to do.")
final class WhyCommand extends ReportCommand<Diagnosis> {
    WhyCommand() {
        super(Diagnosis::of, Diagnosis::text);
    }
}
