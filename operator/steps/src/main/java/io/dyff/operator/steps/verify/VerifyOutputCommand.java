package io.dyff.operator.steps.verify;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The step that decides whether an evaluation's output is whole. */
@Command(
        name = "verify-evaluation-output",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Checks that the output of an evaluation holds one row per dataset row and replication, and publishes it.",
            "Storage comes from the environment, as for evaluation-client. Output that fails is not published."
        })
public final class VerifyOutputCommand implements Callable<Integer> {

    @Option(
            names = "--evaluation_yaml",
            required = true,
            paramLabel = "FILE",
            description = "Manifest of the Evaluation custom resource.")
    private Path manifest;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        new OutputVerification(System.getenv(), spec.commandLine().getOut()).run(manifest);
        return 0;
    }
}
