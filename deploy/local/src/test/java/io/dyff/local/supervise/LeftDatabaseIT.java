package io.dyff.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.cli.DyffCommand;
import io.dyff.local.cli.Sentences;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.node.process.ProcessIdentity;
import io.dyff.parts.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LeftDatabaseIT {
    /** Unpacked, for all modules. */
    private static final Path PROGRAMS =
            Path.of(System.getProperty("postgres.programs", "target/postgres")).toAbsolutePath();

    @TempDir
    Path scratch;

    @Test
    void shouldEndTheServerWhoseParentIsGone() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        try (Database database = Database.start(folder.file("database"), PROGRAMS, 0)) {
            assertThat(database.url()).isNotEmpty();
            ProcessIdentity server = LeftDatabase.of(folder).orElseThrow();

            assertThat(new Orphans(folder).alive()).containsExactly(server);
            new Orphans(folder).end();

            assertThat(server.isAlive()).isFalse();
            assertThat(LeftDatabase.of(folder)).isEmpty();
        }
    }

    @Test
    void shouldSpareAProcessThatOnlyHasItsPid() throws Exception {
        Path file = scratch.resolve("postmaster.pid");
        Files.write(file, List.of(Long.toString(ProcessHandle.current().pid()), "/data", "1000000000"));

        assertThat(LeftDatabase.of(file)).isEmpty();
    }

    @Test
    void shouldKnowTheServerWhenTheClockWasMoved() throws Exception {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        try (Database database = Database.start(folder.file("database"), PROGRAMS, 0)) {
            assertThat(database.url()).isNotEmpty();
            Path file = folder.file("database/data/postmaster.pid");
            List<String> told = Files.readAllLines(file);
            List<String> moved = new ArrayList<>(told);
            moved.set(2, Long.toString(Long.parseLong(told.get(2).strip()) + 3_600));
            Path copy = Files.write(folder.file("database/data/moved.pid"), moved);

            assertThat(LeftDatabase.of(copy)).isEqualTo(LeftDatabase.of(file)).isPresent();
        }
    }

    @Test
    void shouldRefuseToDeleteTheDataOfAServerThatLives() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        try (Database database = Database.start(folder.file("database"), PROGRAMS, 0)) {
            assertThat(database.url()).isNotEmpty();
            int exit = new CommandLine(new DyffCommand())
                    .setExecutionExceptionHandler(new Sentences())
                    .execute("reset", "--yes", "--data", folder.path().toString());

            assertThat(exit).isEqualTo(ExitCode.FOLDER);
            assertThat(folder.file("database/data/postmaster.pid")).exists();
        }
    }

    @Test
    void shouldFindNothingWhenTheFileIsTorn() throws Exception {
        Path file = scratch.resolve("postmaster.pid");
        Files.write(file, List.of("12"));

        assertThat(LeftDatabase.of(file)).isEmpty();
    }
}
