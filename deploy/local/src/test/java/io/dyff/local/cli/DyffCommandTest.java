package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DyffCommandTest {
    @TempDir
    Path scratch;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "up", "down", "status", "logs", "admin", "routes", "reset", "bench", "faults", "python"})
    void shouldHelpWithEachCommand(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Usage: dyff " + command).contains("xit codes");
    }

    @Test
    void shouldTellWrongUsage() {
        assertThat(run("fly")).isEqualTo(ExitCode.USAGE);
        assertThat(run("up", "--port", "70000", "--data", scratch.resolve("a").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--port 70000 is not a port");
        assertThat(run("up", "--only", "api")).isEqualTo(ExitCode.USAGE);
        assertThat(run("demo", "--only", "operator")).isEqualTo(ExitCode.USAGE);
        assertThat(run("demo", "--rows", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldSayASentenceInsteadOfAStackTraceWhenTheFolderIsForeign() throws Exception {
        Files.writeString(scratch.resolve("letter.txt"), "dear");

        assertThat(run("up", "--data", scratch.toString())).isEqualTo(ExitCode.FOLDER);
        assertThat(err.toString()).startsWith("dyff: " + scratch).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "status", "logs", "admin", "reset"})
    void shouldRefuseAFolderWithoutAnInstance(String command) {
        assertThat(run(command, "--data", scratch.toString())).isEqualTo(ExitCode.FOLDER);
        assertThat(err.toString()).contains("is not the data folder of an instance");
    }

    @Test
    void shouldKeepTheOverridesOfAnInstanceThatDoesNotRun() throws Exception {
        Path data = scratch.resolve("data");
        DataFolder instance = DataFolder.create(data);
        Path statement = Files.writeString(scratch.resolve("select-mine.sql"), "-- Mine.\nselect 1\n");

        assertThat(run("routes", "apply", statement.toString(), "--data", data.toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(instance.overrides().resolve("select-mine.sql")).hasSameTextualContentAs(statement);
        assertThat(run("routes", "diff", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("+select 1");
        assertThat(run("routes", "rollback", "--data", data.toString())).isEqualTo(ExitCode.OK);
        assertThat(instance.overrides()).isEmptyDirectory();
        assertThat(run("routes", "history", "--data", data.toString())).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("   2  ").contains("select-mine.sql");
    }

    @Test
    void shouldRefuseOverridesThatBreakTheRulesAndNameThePlace() throws Exception {
        Path data = scratch.resolve("data");
        DataFolder instance = DataFolder.create(data);
        Path routes = Files.writeString(scratch.resolve("sink-mine.camel.yaml"), "- route:\n    id: sink-mine-x\n");

        assertThat(run("routes", "check", routes.toString(), "--data", data.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("sink-mine.camel.yaml:2: route 'sink-mine-x': names no error policy");
        assertThat(run("routes", "apply", routes.toString(), "--data", data.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(instance.overrides()).isEmptyDirectory();
        assertThat(run("routes", "apply", "--data", data.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("routes", "history", "--data", scratch.resolve("none").toString()))
                .isEqualTo(ExitCode.FOLDER);
    }

    @Test
    void shouldResetOnlyWhenItIsMeant() {
        Path data = scratch.resolve("data");
        DataFolder.create(data);

        assertThat(run("reset", "--data", data.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(data).exists();
        assertThat(run("reset", "--yes", "--data", data.toString())).isEqualTo(ExitCode.OK);
        assertThat(data).doesNotExist();
    }

    @Test
    void shouldDeleteTheDataAndNotOnlyTheLinkThatNamesThem() throws Exception {
        Path data = scratch.resolve("data");
        Path link = Files.createSymbolicLink(scratch.resolve("link"), data);
        DataFolder.create(data);

        assertThat(run("reset", "--yes", "--data", link.toString())).isEqualTo(ExitCode.OK);

        assertThat(data).doesNotExist();
    }

    @Test
    void shouldShowTheNewestOfALongLogAndAllOfItOnRequest() throws Exception {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        List<String> lines =
                IntStream.range(0, 200_000).mapToObj("line %07d"::formatted).toList();
        Files.write(folder.log("worker"), lines);

        assertThat(run("logs", "worker", "--data", folder.path().toString())).isEqualTo(ExitCode.OK);
        List<String> shown = out.toString().lines().toList();
        assertThat(shown.size()).isBetween(80_000, 100_000);
        assertThat(shown).isEqualTo(lines.subList(lines.size() - shown.size(), lines.size()));

        out.getBuffer().setLength(0);
        assertThat(run("logs", "worker", "--all", "--data", folder.path().toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).containsExactlyElementsOf(lines);
    }

    @Test
    void shouldTellThatAStoppedInstanceIsStopped() {
        Path data = scratch.resolve("data");
        DataFolder.create(data);

        assertThat(run("status", "--output", "json", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("\"phase\":\"stopped\"");
        assertThat(run("down", "--data", data.toString())).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains("was not running");
    }

    private int run(String... arguments) {
        CommandLine line = DyffCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
