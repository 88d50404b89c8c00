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
        },
        exitCodeOnInvalidInput = VerifyOutputCommand.UNUSABLE_INPUT,
        exitCodeOnExecutionException = VerifyOutputCommand.UNEXPECTED,
        exitCodeListHeading = "%nExit codes (bits are added):%n",
        exitCodeList = {
            "0:the output is whole and published",
            "1:output error: rows of the wrong schema, without keys, or of no dataset row",
            "2:rows are missing and client.missingOutputPolicy is Error",
            "4:rows are there twice and client.duplicateOutputPolicy is Error",
            "8:manifest, environment or dataset cannot be used; another try will not help",
            "16:storage or scratch space failed; another try may help"
        })
public final class VerifyOutputCommand implements Callable<Integer> {

    static final int OUTPUT_ERROR = 1;
    static final int MISSING = 2;
    static final int DUPLICATES = 4;
    static final int UNUSABLE_INPUT = 8;
    static final int UNEXPECTED = 16;

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
