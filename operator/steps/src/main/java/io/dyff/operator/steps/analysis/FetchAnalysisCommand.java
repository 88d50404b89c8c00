package io.dyff.operator.steps.analysis;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The step before an analysis. */
@Command(
        name = "fetch-analysis",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Fetches inputs and modules of an analysis or a report into the folder that it will find them in, and checks their digests.",
            "Storage comes from the environment, as for evaluation-client."
        })
public final class FetchAnalysisCommand implements Callable<Integer> {

    @Mixin
    private AnalysisFiles files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        new AnalysisFetch(System.getenv(), spec.commandLine().getOut()).run(files.manifest, files.root);
        return 0;
    }
}
