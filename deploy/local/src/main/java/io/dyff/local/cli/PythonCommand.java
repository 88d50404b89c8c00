package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.Settings;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs the user's side of the walkthrough with the released Python client. */
@Command(
        name = "python",
        description = "Runs walkthrough steps 1, 2 and 11 with the released client (pip install dyff-client) against a"
                + " running instance.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Options of the script: dyff python -- --help. DYFF_PYTHON_VENV names an environment that has the client.",
            "Exit codes: 0 the output is complete; 1 it is not, or the instance does not run; 69 no Python or no client."
        })
final class PythonCommand implements Callable<Integer> {
    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "OPTION", arity = "0..*", description = "Options of the script.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = data.existing();
        Settings settings = folder.settings();
        if (settings.token() == null) {
            throw LocalException.failed(folder.path() + " has never run with an API: start it with `dyff up`");
        }
        List<String> command = new ArrayList<>();
        command.add(Project.here().file("deploy/local/python/run").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DYFF_API_ENDPOINT", new PlatformEnvironment(folder).endpoint());
        builder.environment().put("DYFF_API_TOKEN", settings.token());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw LocalException.failed("the script cannot be started: " + e.getMessage());
        }
    }
}
