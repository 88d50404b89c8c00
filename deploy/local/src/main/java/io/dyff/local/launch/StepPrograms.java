package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The step programs, as the node agent and the demo start them. */
public final class StepPrograms {
    private final JavaProgram java;

    public StepPrograms(Project project, DataFolder folder) {
        this.java = new JavaProgram(project, folder.file("run"));
    }

    /** A file of options for {@code java @file}: class path and what makes a short-lived process quick. */
    public Path optionsFile() {
        return java.optionsFile("steps", Module.STEPS);
    }

    /** The command of one step. */
    public List<String> command(String step, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JavaProgram.java(), "@" + optionsFile(), "-Xmx128m", "io.dyff.operator.steps.StepsMain", step));
        command.addAll(arguments);
        return command;
    }
}
