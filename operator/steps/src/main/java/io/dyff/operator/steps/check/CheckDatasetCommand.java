package io.dyff.operator.steps.check;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The one step of a dataset. */
@Command(
        name = "check-dataset",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Reads every cell of a dataset, and stores what it found as .dyff/dataset.json beside its files.",
            "Storage comes from the environment, as for evaluation-client."
        })
public final class CheckDatasetCommand implements Callable<Integer> {

    @Option(
            names = "--dataset_yaml",
            required = true,
            paramLabel = "FILE",
            description = "Manifest of the Dataset custom resource.")
    private Path manifest;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        new CheckOfDataset(System.getenv(), spec.commandLine().getOut()).run(manifest);
        return 0;
    }
}
