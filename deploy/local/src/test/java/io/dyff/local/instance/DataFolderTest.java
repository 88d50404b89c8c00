package io.dyff.local.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path scratch;

    @Test
    void shouldKeepPortsSecretsAndTokenWhenOpenedAgain() {
        Settings first = DataFolder.create(scratch.resolve("data")).settings();
        DataFolder.existing(scratch.resolve("data")).keepToken("a.b.c");

        Settings again = DataFolder.create(scratch.resolve("data")).settings();

        assertThat(again.ports()).isEqualTo(first.ports());
        assertThat(again.secrets()).isEqualTo(first.secrets());
        assertThat(again.token()).isEqualTo("a.b.c");
    }

    @Test
    void shouldGiveEachInstanceItsOwnPortsAndSecrets() {
        Settings one = DataFolder.create(scratch.resolve("one")).settings();
        Settings two = DataFolder.create(scratch.resolve("two")).settings();

        assertThat(new HashSet<>(one.ports().values())).hasSameSizeAs(Ports.NAMES);
        assertThat(one.secrets().values())
                .doesNotContainAnyElementsOf(two.secrets().values());
    }

    @Test
    void shouldStayOnTheKubernetesOfTheFirstStart() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));

        assertThat(folder.keepKubernetes(null, null, Kubernetes.local)).isEqualTo(Kubernetes.local);
        // As when KUBEBUILDER_ASSETS was exported meanwhile.
        assertThat(DataFolder.create(scratch.resolve("data")).keepKubernetes(null, null, Kubernetes.real))
                .isEqualTo(Kubernetes.local);
        assertThatThrownBy(() -> folder.keepKubernetes(Kubernetes.real, null, Kubernetes.real))
                .isInstanceOfSatisfying(
                        LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FOLDER))
                .hasMessageContaining("are in the local Kubernetes");
        assertThat(folder.keepKubernetes(Kubernetes.local, null, Kubernetes.real))
                .isEqualTo(Kubernetes.local);
    }

    @Test
    void shouldFindTheKubernetesOfAnInstanceThatDidNotKeepItsChoice() throws Exception {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        Files.createDirectory(Kubernetes.real.in(folder.path()));

        assertThat(folder.keepKubernetes(null, null, Kubernetes.local)).isEqualTo(Kubernetes.real);
    }

    @Test
    void shouldLetNobodyElseReadTheSecrets() throws Exception {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.file("instance.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldRefuseAForeignFolderAndTouchNothingInIt() throws Exception {
        Path foreign = Files.createDirectory(scratch.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> DataFolder.create(foreign))
                .isInstanceOfSatisfying(
                        LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FOLDER))
                .hasMessageContaining(foreign.toString())
                .hasMessageContaining("--data");
        assertThat(names(foreign)).containsExactly("letter.txt");
    }

    @Test
    void shouldRefuseAFileAndAFolderThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(scratch.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.create(file)).hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataFolder.create(file.resolve("below")))
                .isInstanceOfSatisfying(
                        LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FOLDER))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void shouldRefuseAReadOnlyFolderWhenTheUserIsNotRoot() throws Exception {
        Path readOnly = Files.createDirectory(
                scratch.resolve("readonly"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        Assumptions.assumeFalse(Files.isWritable(readOnly), "this user may write everywhere");

        assertThatThrownBy(() -> DataFolder.create(readOnly)).hasMessageContaining("cannot be written");
    }

    @Test
    void shouldRefuseAFolderThatWasNeverStarted() {
        assertThatThrownBy(() -> DataFolder.existing(scratch))
                .hasMessageContaining("not the data folder")
                .hasMessageContaining("dyff up");
    }

    @Test
    void shouldRefuseASecondOwner() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        try (DataFolder.Lock held = folder.lock()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(folder::lock)
                    .isInstanceOfSatisfying(
                            LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FOLDER))
                    .hasMessageContaining("dyff down");
        }
        folder.lock().close();
    }

    @Test
    void shouldNameATakenPortOfTheApi() throws Exception {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> folder.claimPorts(taken.getLocalPort()))
                    .isInstanceOfSatisfying(
                            LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PORT))
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void shouldReplaceATakenPortThatNobodyHasWrittenDown() throws Exception {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        Settings before = folder.settings();
        try (ServerSocket taken = new ServerSocket(before.port(Ports.DATABASE), 1, InetAddress.getLoopbackAddress())) {
            Settings after = folder.claimPorts(null);

            assertThat(after.port(Ports.DATABASE)).isNotEqualTo(taken.getLocalPort());
            assertThat(after.port(Ports.API)).isEqualTo(before.port(Ports.API));
        }
    }

    @Test
    void shouldKeepThePortThatWasNamed() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        int free = folder.settings().port(Ports.WATCH);

        folder.claimPorts(free);

        assertThat(DataFolder.create(folder.path()).settings().port(Ports.API)).isEqualTo(free);
    }

    @Test
    void shouldDeleteAllOfIt() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));

        folder.delete();

        assertThat(folder.path()).doesNotExist();
    }

    private static List<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
