package io.dyff.local.cli;

import io.dyff.local.client.ExampleEntities;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.launch.Project;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the example entities of a running instance; `up` runs it in a process of its own, for its memory. */
@Command(name = "examples", hidden = true, mixinStandardHelpOptions = true)
final class ExamplesCommand implements Callable<Integer> {
    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        new ExampleEntities(data.existing(), Project.here()).ensure();
        return ExitCode.OK;
    }
}
