package io.dyff.operator.steps.analysis;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The step after an analysis, which ends as the analysis did. */
@Command(
        name = "publish-analysis",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Stores the output of an analysis or a report that ended well, and the log of any; then ends as the analysis did.",
            "Storage comes from the environment, as for evaluation-client."
        })
public final class PublishAnalysisCommand implements Callable<Integer> {

    @Mixin
    private AnalysisFiles files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        new AnalysisPublication(System.getenv(), spec.commandLine().getOut()).run(files.manifest, files.root);
        return 0;
    }
}
