package io.dyff.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.routes.OverrideFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditedFolderTest {
    private static final Map<String, String> ONE = Map.of("a.sql", "1", "b.sql", "1");
    private static final Map<String, String> OTHER = Map.of("b.sql", "2", "c.sql", "2");

    @TempDir
    private Path folder;

    @Test
    void shouldHoldWhatWasWrittenLastHoweverItWas() throws IOException {
        EditedFolder edited = new EditedFolder(folder);
        edited.write(ONE, false);
        assertThat(seen()).isEqualTo(ONE);
        edited.write(OTHER, true);
        assertThat(seen()).isEqualTo(OTHER);
        edited.write(ONE, true);
        assertThat(seen()).isEqualTo(ONE);
        edited.write(OTHER, false);
        assertThat(seen()).isEqualTo(OTHER);
        assertThat(edited.texts()).isEqualTo(OTHER);
        assertThat(edited.with(Map.of("c.sql", "3"))).isEqualTo(Map.of("b.sql", "2", "c.sql", "3"));
    }

    /** As the services look: through the link of a mounted folder, where there is one. */
    private Map<String, String> seen() throws IOException {
        Path link = folder.resolve("..data");
        return OverrideFiles.read(Files.isDirectory(link) ? link.toRealPath() : folder);
    }
}
