package io.dyff.node.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

    @TempDir
    Path scratch;

    @Test
    void shouldDeleteFoldersThatTheirOwnerMayNotChange() throws Exception {
        Path tree = Files.createDirectories(scratch.resolve("tree/readonly/closed"))
                .getParent()
                .getParent();
        Files.writeString(tree.resolve("readonly/closed/file"), "x");
        Files.setPosixFilePermissions(tree.resolve("readonly/closed"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(tree.resolve("readonly"), PosixFilePermissions.fromString("r-xr-xr-x"));

        FolderTree.delete(tree);

        assertThat(tree).doesNotExist();
    }

    @Test
    void shouldDeleteLinksAndLeaveWhatTheyName() throws Exception {
        Path other = Files.createDirectories(scratch.resolve("other/inner")).getParent();
        Path tree = Files.createDirectory(scratch.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), other);

        FolderTree.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(other.resolve("inner")).isDirectory();
    }

    @Test
    void shouldTakeNothingForDeleted() throws Exception {
        FolderTree.delete(scratch.resolve("none"));

        assertThat(scratch).isEmptyDirectory();
    }
}
