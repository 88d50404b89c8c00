package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import io.dyff.operator.steps.TerminationMessage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The step that does the inference of an Evaluation. */
@Command(
        name = "evaluation-client",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Asks an inference service about every row of a dataset and stores its answers.",
            "Storage comes from the environment: DYFF_STORAGE__S3__ENDPOINT, _ACCESS_KEY, _SECRET_KEY, _REGION,"
                    + " DYFF_RESOURCES__DATASETS__STORAGE__URL, DYFF_RESOURCES__OUTPUTS__STORAGE__URL."
                    + " Requests go through http_proxy unless no_proxy names their host.",
            "Running it again continues where it stopped."
        })
public final class EvaluationClientCommand implements Callable<Integer> {

    /** Kubernetes kills 30 s after it asked. */
    private static final int FLUSH_SECONDS = 25;

    @Option(
            names = "--evaluation_yaml",
            required = true,
            paramLabel = "FILE",
            description = "Manifest of the Evaluation custom resource.")
    private Path manifest;

    @Option(names = "--dryrun", description = "Reads and transforms all rows, but asks and stores nothing.")
    private boolean dryRun;

    @Option(names = "--fail_randomly", description = "For tests: dies at a random moment, as if killed.")
    private boolean failRandomly;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        PrintWriter out = spec.commandLine().getOut();
        var client =
                new EvaluationClient(System.getenv(), out, spec.commandLine().getErr());
        var ended = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().unstarted(() -> terminate(client.stop(), ended));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            client.run(manifest, mode());
            return 0;
        } catch (StepFailure failure) {
            if (failure.exitCode() != ClientExit.TERMINATED) {
                throw failure;
            }
            // Once the hook knows of the end, the process may vanish at any moment: the last line comes first.
            TerminationMessage.write(spec.commandLine().getErr(), String.valueOf(failure.getMessage()));
            return ClientExit.TERMINATED;
        } finally {
            ended.countDown();
        }
    }

    private RunMode mode() {
        if (dryRun) {
            return RunMode.DRY;
        }
        return failRandomly ? RunMode.CRASHING : RunMode.NORMAL;
    }

    /** On SIGTERM: stops asking and waits until the answers so far are stored. A normal exit has ended before. */
    private static void terminate(Stop stop, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        stop.because(new StepFailure(ClientExit.TERMINATED, "Terminated by a signal; the answers so far are stored."));
        try {
            if (!ended.await(FLUSH_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Terminated by a signal before the last answers could be stored.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
