package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.LocalException;
import io.dyff.local.supervise.Orphans;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Forgets an instance: its data, its settings, its secrets. */
@Command(
        name = "reset",
        description = "Deletes everything in an instance's data folder; it must not be running.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Exit codes: 0 deleted; 2 without --yes; 73 it runs, or is not the data folder of an instance.")
final class ResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--yes", description = "Delete without asking back; required.")
    private boolean yes;

    @Override
    public Integer call() {
        DataFolder folder = data.existing();
        if (!yes) {
            throw new LocalException(
                    ExitCode.USAGE, "reset deletes all data in " + folder.path() + ": say --yes if that is meant");
        }
        try (DataFolder.Lock held = folder.lock()) {
            if (!new Orphans(folder).alive().isEmpty()) {
                throw new LocalException(
                        ExitCode.FOLDER,
                        "processes of a killed instance still run: end them with `dyff down --data " + folder.path()
                                + "` first");
            }
            if (folder.settings().kubernetes() == Kubernetes.given) {
                progress().say("what the instance made in the Kubernetes of " + folder.kubeconfig() + " stays there");
            }
            folder.delete();
        }
        progress().say(folder.path() + " is deleted");
        return ExitCode.OK;
    }

    private Progress progress() {
        return new Progress(spec.commandLine().getErr());
    }
}
