package io.dyff.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ProcessIdentity;
import io.dyff.parts.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftDatabaseIT {
    @TempDir
    Path scratch;

    @Test
    void shouldEndTheServerWhoseParentIsGone() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        try (Database database = Database.start(folder.file("database"), scratch.resolve("programs"), 0)) {
            assertThat(database.url()).isNotEmpty();
            ProcessIdentity server = LeftDatabase.of(folder).orElseThrow();

            new Orphans(folder).endDatabase();

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
    void shouldFindNothingWhenTheFileIsTorn() throws Exception {
        Path file = scratch.resolve("postmaster.pid");
        Files.write(file, List.of("12"));

        assertThat(LeftDatabase.of(file)).isEmpty();
    }
}
