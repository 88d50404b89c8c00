package io.dyff.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.local.instance.Cache;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the launcher as a user does, in a process of its own, without the script that builds. */
final class TestingLauncher {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path scratch;
    private final Map<String, String> environment;

    TestingLauncher(Path scratch) {
        this(scratch, Map.of());
    }

    /** @param environment of the commands, beside the test's own */
    TestingLauncher(Path scratch, Map<String, String> environment) {
        this.scratch = scratch;
        this.environment = environment;
    }

    /** What a command left. */
    record Ended(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    /** Runs a command to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    /** A command that still runs. */
    record Running(Process process, Path out, Path err) {}

    Running start(String... arguments) throws IOException {
        Project project = Project.here();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Ddyff.root=" + project.root()));
        project.build().ifPresent(build -> command.add("-Ddyff.build=" + build));
        project.buildId().ifPresent(id -> command.addAll(archive(id)));
        command.addAll(List.of("-cp", project.classPath(Module.LOCAL), "io.dyff.local.cli.DyffCommand"));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Runs the plugin of kubectl to its end. */
    Ended plugin(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Project.here().classPath(Module.KUBECTL),
                "io.dyff.operator.kubectl.cli.KubectlDyff"));
        command.addAll(List.of(arguments));
        return end(start(command));
    }

    private Running start(List<String> command) throws IOException {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** As the script has it. */
    private static List<String> archive(String build) {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + Cache.folder(build).resolve("deploy-local.jsa"),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off");
    }

    Ended end(Running running) throws IOException, InterruptedException {
        // Longer than any command waits by itself.
        if (!running.process().waitFor(20, TimeUnit.MINUTES)) {
            running.process().destroy();
            throw new AssertionError("the launcher did not end: " + Files.readString(running.err()));
        }
        return new Ended(
                running.process().exitValue(),
                Files.readString(running.out(), StandardCharsets.UTF_8),
                Files.readString(running.err(), StandardCharsets.UTF_8));
    }
}
