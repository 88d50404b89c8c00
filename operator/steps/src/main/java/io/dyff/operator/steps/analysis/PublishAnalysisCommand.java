package io.dyff.operator.steps.analysis;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The step after an analysis, which ends as the analysis did. */
@Command(
        name = "publish-analysis",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Stores the output of an analysis that ended well, and the log of any; then ends as the analysis did.",
            "Storage comes from the environment, as for evaluation-client."
        })
public final class PublishAnalysisCommand implements Callable<Integer> {

    @Option(
            names = "--analysis_yaml",
            required = true,
            paramLabel = "FILE",
            description = "Manifest of the Analysis custom resource.")
    private Path manifest;

    @Option(
            names = "--storage_root",
            required = true,
            paramLabel = "FOLDER",
            description = "Folder that the containers of the analysis share.")
    private Path root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        new AnalysisPublication(System.getenv(), spec.commandLine().getOut()).run(manifest, root);
        return 0;
    }
}
