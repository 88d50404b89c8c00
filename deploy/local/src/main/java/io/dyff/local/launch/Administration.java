package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.supervise.LogFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs the administration command of the services with an instance's environment. */
public final class Administration {
    private static final int LAST_WORDS = 8;

    private final DataFolder folder;
    private final Project project;

    public Administration(DataFolder folder, Project project) {
        this.folder = folder;
        this.project = project;
    }

    /** Runs it for the user, on the user's terminal; answers its exit code. */
    public int interactive(List<String> arguments) throws InterruptedException {
        try {
            return builder(arguments).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw LocalException.failed("the administration command cannot be started: " + e.getMessage());
        }
    }

    /**
     * Runs it for the platform; answers what it printed.
     *
     * @throws LocalException when it fails, with the end of what it said
     */
    public String run(List<String> arguments) throws InterruptedException {
        Path log = folder.log("admin");
        try {
            Process process = builder(arguments)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw LocalException.failed("`admin %s` failed with exit code %d; end of %s:\n  %s"
                        .formatted(
                                String.join(" ", arguments),
                                exit,
                                log,
                                String.join("\n  ", new LogFile(log, Long.MAX_VALUE).tail(LAST_WORDS))));
            }
            return output;
        } catch (IOException e) {
            throw LocalException.failed("the administration command cannot be started: " + e.getMessage());
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new PlatformPlan(folder, project, UpOptions.standard()).administration(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(new PlatformEnvironment(folder).services());
        return builder;
    }
}
