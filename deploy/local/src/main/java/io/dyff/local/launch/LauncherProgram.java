package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.node.process.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher itself as another process: a supervisor that outlives a command, or a task that needs much memory once. */
public final class LauncherProgram {
    private final DataFolder folder;
    private final Project project;

    public LauncherProgram(DataFolder folder, Project project) {
        this.folder = folder;
        this.project = project;
    }

    /**
     * Starts the supervisor in a session of its own, so that the terminal's end does not reach it.
     *
     * @param options of the hidden command {@code supervise}
     */
    public Process supervisor(List<String> options, Path log) {
        List<String> command = new ArrayList<>(List.of(Commands.onPath("setsid") ? "setsid" : "nohup"));
        command.addAll(command("supervisor", "64m", "supervise", options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw LocalException.failed("the supervisor cannot be started: " + e.getMessage());
        }
    }

    /**
     * Runs a hidden command to its end.
     *
     * @throws LocalException when it fails; it has said why on standard error
     */
    public void run(String hidden) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command(hidden, "128m", hidden, List.of()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new LocalException(exit, "the platform runs, but its " + hidden + " could not be made");
            }
        } catch (IOException e) {
            throw LocalException.failed(hidden + " cannot be started: " + e.getMessage());
        }
    }

    private List<String> command(String name, String heap, String hidden, List<String> options) {
        List<String> arguments =
                new ArrayList<>(List.of(hidden, "--data", folder.path().toString()));
        arguments.addAll(options);
        List<String> command = new ArrayList<>(new JavaProgram(project, folder.file("run"))
                .command(name, Module.LOCAL, "io.dyff.local.cli.DyffCommand", heap, arguments));
        command.addAll(1, project.properties());
        return command;
    }
}
