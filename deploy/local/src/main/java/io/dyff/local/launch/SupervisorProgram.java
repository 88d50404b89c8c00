package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.supervise.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher itself as a process of its own, for instances that outlive the command that started them. */
public final class SupervisorProgram {
    private SupervisorProgram() {}

    /**
     * Starts it in a session of its own, so that the terminal's end does not reach it.
     *
     * @param options of the hidden command {@code supervise}
     */
    public static Process start(DataFolder folder, List<String> options, Path log) {
        Project project = Project.here();
        List<String> command = new ArrayList<>();
        if (Commands.onPath("setsid")) {
            command.add("setsid");
        } else {
            command.add("nohup");
        }
        List<String> arguments = new ArrayList<>(List.of("supervise", "--data", folder.path().toString()));
        arguments.addAll(options);
        List<String> java = new ArrayList<>(new JavaProgram(project, folder.file("run"))
                .command("supervisor", Module.LOCAL, "io.dyff.local.cli.DyffCommand", "64m", true, arguments));
        java.addAll(1, project.properties());
        command.addAll(java);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw LocalException.failed("the supervisor cannot be started: " + e.getMessage());
        }
    }
}
