package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The one step of a model that lies on a hub. */
@Command(
        name = "fetch-model",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Copies the files of a model from a hub into object storage, in the layout of the hub's own cache.",
            "The hub comes from the environment: HF_ENDPOINT (default " + HubSettings.STANDARD
                    + ") and HF_TOKEN, which may be missing. Storage as for evaluation-client, with"
                    + " DYFF_RESOURCES__MODELS__STORAGE__URL. Requests go through https_proxy and http_proxy unless"
                    + " no_proxy names their host.",
            "Running it again fetches what is not stored yet."
        })
public final class FetchModelCommand implements Callable<Integer> {

    @Option(
            names = "--model_yaml",
            required = true,
            paramLabel = "FILE",
            description = "Manifest of the Model custom resource.")
    private Path manifest;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        new ModelFetch(System.getenv(), Retries.STANDARD, spec.commandLine().getOut()).run(manifest);
        return 0;
    }
}
