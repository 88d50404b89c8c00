package io.dyff.operator.steps;

import io.dyff.operator.steps.analysis.FetchAnalysisCommand;
import io.dyff.operator.steps.analysis.PublishAnalysisCommand;
import io.dyff.operator.steps.check.CheckDatasetCommand;
import io.dyff.operator.steps.client.EvaluationClientCommand;
import io.dyff.operator.steps.evidence.ProveRowCommand;
import io.dyff.operator.steps.evidence.VerifyAttestationCommand;
import io.dyff.operator.steps.mock.MockModelCommand;
import io.dyff.operator.steps.model.FetchModelCommand;
import io.dyff.operator.steps.seed.SeedDatasetCommand;
import io.dyff.operator.steps.verify.VerifyOutputCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one program of all step images; its first argument says which step it is. */
@Command(
        name = "steps",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = "Runs one step of a workflow.",
        synopsisSubcommandLabel = "STEP",
        subcommands = {
            EvaluationClientCommand.class,
            VerifyOutputCommand.class,
            FetchAnalysisCommand.class,
            PublishAnalysisCommand.class,
            FetchModelCommand.class,
            CheckDatasetCommand.class,
            MockModelCommand.class,
            SeedDatasetCommand.class,
            VerifyAttestationCommand.class,
            ProveRowCommand.class
        })
public final class StepsMain implements Runnable {

    static {
        // A name of our own: a logback.xml here would also configure whatever else has these classes on its path.
        System.setProperty("logback.configurationFile", "io/dyff/operator/steps/steps-logback.xml");
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a step; --help lists them.");
    }

    public static CommandLine commandLine() {
        var steps = new CommandLine(new StepsMain());
        steps.getSubcommands().values().forEach(ExitCodes::applyTo);
        return steps.setExecutionExceptionHandler(new TerminationMessage());
    }

    public static void main(String[] args) {
        CommandLine steps = commandLine();
        if (args.length > 0 && steps.getSubcommands().containsKey(args[0])) {
            Thread.setDefaultUncaughtExceptionHandler(new LastResort(ExitCodes.of(args[0])));
        }
        System.exit(steps.execute(args));
    }
}
