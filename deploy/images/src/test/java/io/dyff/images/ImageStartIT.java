package io.dyff.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each image starts from its own layers and nothing else: in a root that is read-only but for {@code /tmp}, as nobody where
 * this process may become that. What each says without its settings shows that all of its classes and libraries are there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageStartIT {
    private static final String ARCHITECTURE = "amd64";

    /** Makes a place for the image to run in, which goes with the process. Arguments: root, user or nothing, command. */
    private static final String RUN = """
            root="$1" user="$2"; shift 2
            mount --bind "$root" "$root" && mount --rbind /dev "$root/dev" && mount --rbind /proc "$root/proc" \
              && mount -t tmpfs -o mode=1777 none "$root/tmp" && mount -o remount,ro,bind "$root" \
              && exec chroot $user "$root" "$@"
            """;

    @TempDir
    private static Path folder;

    private final Map<String, Path> roots = new HashMap<>();
    private Path build;
    private Images images;

    @BeforeAll
    void prepare() throws Exception {
        String packaged = System.getProperty("dyff.build");
        Assumptions.assumeTrue(packaged != null, "nothing is packaged: ./dyff test tells where");
        Assumptions.assumeTrue(
                run(Files.createDirectories(folder.resolve("try")), "/none").contains("chroot:"),
                "this process may make no mounts of its own");
        build = Path.of(packaged);
        Path java = folder.resolve("java");
        new JavaRuntime(java).make();
        images = new Images(
                build, new Ground.Folder(java, ARCHITECTURE), Files.createDirectories(folder.resolve("scratch")));
    }

    static Stream<Program> programs() {
        return Program.all().stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldStart(Program program) throws Exception {
        List<String> command = new ArrayList<>(program.entrypoint());
        command.set(0, "/" + JavaRuntime.HOME + "/bin/java");
        boolean services = program.image().equals("dyff/services");
        if (!services) {
            command.add("--help");
        }

        String said = run(root(program), command.toArray(String[]::new));

        assertThat(said)
                .contains(services ? "dyff.api.auth.api-key-signing-secret is not set" : "Usage:")
                .doesNotContain("NoClassDefFoundError", "UnsatisfiedLinkError");
    }

    /** The files of an image; those of programs that are alike but for their arguments are unpacked once. */
    private Path root(Program program) throws Exception {
        Path known = roots.get(program.module());
        if (known != null) {
            return known;
        }
        Path root = Files.createDirectories(folder.resolve("root-" + program.module()));
        Path tar = images.make(program, ARCHITECTURE);
        Path layout = Files.createDirectories(folder.resolve("tar-" + program.module()));
        unpack(tar, layout);
        JsonNode manifest = json(layout, index(layout));
        for (JsonNode layer : manifest.path("layers")) {
            unpack(blob(layout, layer.path("digest").asText()), root);
        }
        roots.put(program.module(), root);
        return root;
    }

    private static String index(Path layout) throws IOException {
        return new ObjectMapper()
                .readTree(layout.resolve("index.json").toFile())
                .at("/manifests/0/digest")
                .asText();
    }

    private static JsonNode json(Path layout, String digest) throws IOException {
        return new ObjectMapper().readTree(blob(layout, digest).toFile());
    }

    private static Path blob(Path layout, String digest) {
        return layout.resolve("blobs").resolve(digest.replace(':', '/'));
    }

    private static void unpack(Path archive, Path folder) throws Exception {
        assertThat(new ProcessBuilder("tar", "-xf", archive.toString(), "-C", folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Runs a command in the root; what it said on both outputs. */
    private static String run(Path root, String... command) throws Exception {
        boolean administrator = "root".equals(System.getProperty("user.name"));
        List<String> all = new ArrayList<>(List.of("unshare", "--mount"));
        if (!administrator) {
            all.add("--map-root-user");
        }
        all.addAll(List.of("sh", "-c", RUN, "run", root.toString()));
        all.add(administrator ? "--userspec=" + Images.USER + ":" + Images.USER : "");
        all.addAll(List.of(command));
        for (String mount : List.of("dev", "proc", "tmp")) {
            Files.createDirectories(root.resolve(mount));
        }
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
