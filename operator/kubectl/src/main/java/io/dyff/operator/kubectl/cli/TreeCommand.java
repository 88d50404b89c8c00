package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.report.Tree;
import picocli.CommandLine.Command;

/** Shows a resource with all that belongs to it: its session, Jobs, Deployment and pods, and how each is. */
@Command(
        name = "tree",
        description =
                "Shows a resource with all that belongs to it: its session, Jobs, Deployment and pods, and how each is.")
final class TreeCommand extends ReportCommand<Tree> {
    TreeCommand() {
        super(Tree::of, Tree::text);
    }
}
