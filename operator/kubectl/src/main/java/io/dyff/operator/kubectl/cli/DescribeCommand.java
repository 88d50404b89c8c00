package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.report.Description;
import picocli.CommandLine.Command;

/** Describes a resource on one screen. */
@Command(
        name = "describe",
        description =
                "Describes a resource on one screen: what it is to do, its conditions, its objects, and why it waits.")
final class DescribeCommand extends ReportCommand<Description> {
    DescribeCommand() {
        super(Description::of, Description::text);
    }
}
