package io.dyff.local.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.launch.Project;
import io.dyff.node.process.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that make a Python environment and run in it, on a machine whose programs the test chooses. */
class EnvironmentScriptTest {
    private static final Path TOOLS = Project.here().file("deploy/local/python");

    @TempDir
    Path folder;

    private Path programs;

    private record Ended(int exit, List<String> lines) {}

    @BeforeEach
    void choosePrograms() throws IOException {
        programs = Files.createDirectories(folder.resolve("bin"));
        for (String name : List.of("bash", "sh", "env", "mkdir", "dirname", "rm", "tr", "touch")) {
            Files.createSymbolicLink(programs.resolve(name), Commands.find(name).orElseThrow());
        }
    }

    @Test
    void shouldSayWhichPythonIsNeededWhenThereIsNone() throws Exception {
        Ended ended = run(environment());

        assertThat(ended.exit()).isEqualTo(69);
        assertThat(ended.lines().getLast()).contains("Python 3.10, 3.11 or 3.12");
    }

    @Test
    void shouldSayWhyThePackagesCannotBeInstalled() throws Exception {
        program(
                "python3",
                "[ \"$1\" = -c ] || { mkdir -p \"$3/bin\"; ln -s \"$0\" \"$3/bin/python\"; }; "
                        + "[ \"$2\" != pip ] || { echo trying; echo no route to host; exit 1; }");
        symlink("ln");

        Ended ended = run(environment());

        assertThat(ended.exit()).isEqualTo(69);
        assertThat(ended.lines().getLast()).contains("pins.txt", "no route to host");
        assertThat(folder.resolve("made/.complete")).doesNotExist();
    }

    @Test
    void shouldDoNothingWhenTheEnvironmentIsThere() throws Exception {
        Files.createDirectories(folder.resolve("made"));
        Files.createFile(folder.resolve("made/.complete"));

        assertThat(run(environment())).isEqualTo(new Ended(0, List.of()));
    }

    @Test
    void shouldRunAProgramThatFindsTheEnvironmentsPythonFirst() throws Exception {
        program("python3", "echo the system\\'s");
        Path own = Files.createDirectories(folder.resolve("made/bin")).resolve("python3");
        Files.writeString(own, "#!/bin/sh\necho \"its own: $1\"\n");
        own.toFile().setExecutable(true);

        Ended ended = run(List.of(
                TOOLS.resolve("with-environment").toString(),
                folder.resolve("made").toString(),
                "python3",
                "an argument"));

        assertThat(ended).isEqualTo(new Ended(0, List.of("its own: an argument")));
    }

    private List<String> environment() throws IOException {
        Path pins = Files.writeString(folder.resolve("pins.txt"), "some-package==1\n");
        return List.of(
                TOOLS.resolve("environment").toString(), folder.resolve("made").toString(), pins.toString());
    }

    private void symlink(String name) throws IOException {
        Files.createSymbolicLink(programs.resolve(name), Commands.find(name).orElseThrow());
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        file.toFile().setExecutable(true);
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", programs.toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text.lines().toList());
    }
}
