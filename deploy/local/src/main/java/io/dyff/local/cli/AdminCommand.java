package io.dyff.local.cli;

import io.dyff.local.launch.Administration;
import io.dyff.local.launch.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Passes on to the administration command of the services. */
@Command(
        name = "admin",
        description = "Administers an instance: accounts, tokens, keys, quotas, topics, database, sink.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  dyff admin token create --account A --grant 'datasets:create,get:A:*' --expires 30d",
            "  dyff admin -- --help        all of it; --data DIR stands before the command",
            "Exit codes: those of the administration command."
        })
final class AdminCommand implements Callable<Integer> {
    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its arguments.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        return new Administration(data.existing(), Project.here()).interactive(arguments);
    }
}
