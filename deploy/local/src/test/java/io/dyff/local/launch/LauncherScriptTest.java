package io.dyff.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script over a small tree of its own, with programs that stand for a JDK and Maven. */
class LauncherScriptTest {
    private static final List<String> MODULES = List.of(
            "deploy/parts",
            "deploy/kube",
            "deploy/node",
            "operator/api",
            "operator/rows",
            "operator/kubectl",
            "operator/controller",
            "operator/steps",
            "routes",
            "deploy/local",
            "bench",
            "deploy/images");

    private static final Duration BOUND = Duration.ofMinutes(3);

    @TempDir
    Path scratch;

    private final Map<String, String> environment = new HashMap<>();
    private Path root;
    private String said = "";

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectory(scratch.resolve("project"));
        Files.copy(Project.here().file("dyff"), root.resolve("dyff"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        for (String module : MODULES) {
            write(module + "/src/main/java/A.java", "class A {}");
        }
        for (String folder : List.of(".mvn", "rest-dsl", "kamelets", "sql")) {
            Files.createDirectories(root.resolve(folder));
        }
        write("pom.xml", "<project/>");
        jdk("jdk", "25");
        program("maven/bin/mvn", """
                #!/bin/bash
                if [[ "$1" == -v ]]; then echo 'Apache Maven 3.9.9 (x)'; exit 0; fi
                echo build >> built
                for m in %s; do mkdir -p "$m/target"; touch "$m/target/m-SNAPSHOT.jar"; \
                echo "/lib/x.jar:$PWD/routes/target/classes" > "$m/target/classpath.txt"; done
                """.formatted(String.join(" ", MODULES)));
        age();
    }

    @Test
    void shouldBuildOnceAndThenRunWithTheJarsOfThatBuild() throws Exception {
        assertThat(dyff("up", "--port", "1")).isZero();
        assertThat(said).contains("io.dyff.local.cli.DyffCommand up --port 1").contains("routes.jar");
        assertThat(dyff("up")).isZero();

        assertThat(builds()).isOne();
    }

    @Test
    void shouldBuildAgainWhenASourceIsNewerOrGone() throws Exception {
        dyff("up");
        write("sql/query.sql", "select 1");
        later("sql/query.sql");
        dyff("up");
        assertThat(said).contains("sql");
        assertThat(builds()).isEqualTo(2);
        age();
        dyff("up");
        assertThat(builds()).isEqualTo(2);

        Files.delete(root.resolve("routes/src/main/java/A.java"));
        dyff("up");
        assertThat(said).contains("routes/src/main/java/A.java changed since the last build");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void shouldNotBuildForATestOrAnExample() throws Exception {
        dyff("up");
        write("routes/src/test/java/ATest.java", "class ATest {}");
        later("routes/src/test/java/ATest.java");
        dyff("up");

        assertThat(builds()).isOne();
    }

    @Test
    void shouldKeepTheBuildThatSomethingRunsFrom() throws Exception {
        dyff("build");
        Path builds = root.resolve("target/dyff");
        Path used = builds.resolve(Files.readString(builds.resolve("current")).strip());
        Process running = new ProcessBuilder("bash", "-c", "read", "x", "-Ddyff.build=" + used, "up").start();
        try {
            for (int build = 0; build < 6; build++) {
                dyff("build");
            }
            assertThat(used.resolve("routes.jar")).exists();
        } finally {
            running.destroy();
            running.waitFor();
        }
        dyff("build");
        assertThat(used).doesNotExist();
    }

    @Test
    void shouldStartWhatWasUnpackedFromAZipAndNeitherBuildNorTestThere() throws Exception {
        write("target/dyff/1/.complete", "");
        write("target/dyff/1/deploy-local.classpath", "./lib/x.jar:./routes.jar:/lib/y.jar");
        write("target/dyff/current", "1");
        Files.delete(root.resolve("pom.xml"));

        assertThat(dyff("up")).isZero();
        Path build = root.resolve("target/dyff/1");
        assertThat(said)
                .contains("-cp %1$s/deploy-local.jar:%1$s/lib/x.jar:%1$s/routes.jar:/lib/y.jar ".formatted(build));
        for (String command : List.of("build", "test", "images", "release")) {
            assertThat(dyff(command)).isEqualTo(69);
            assertThat(said).contains("without its sources, which `dyff " + command + "` needs");
        }
    }

    @Test
    void shouldNotBuildToEndSomething() throws Exception {
        dyff("up");
        later("pom.xml");
        dyff("down");

        assertThat(builds()).isOne();
    }

    @Test
    void shouldStartThePluginOfKubectlAndMakeItsArchiveOfARunThatLoadsAll() throws Exception {
        assertThat(dyff("kubectl", "--help")).isZero();
        assertThat(said)
                .contains("operator-kubectl.jar", "io.dyff.operator.kubectl.cli.KubectlDyff --help")
                .doesNotContain("SharedArchive");
        assertThat(dyff("kubectl", "why", "model/a")).isZero();
        assertThat(said).contains("-XX:+AutoCreateSharedArchive", "KubectlDyff why model/a");
        later("pom.xml");
        dyff("kubectl", "tree", "model/a");

        assertThat(builds())
                .as("it shows what runs, and need not be the newest")
                .isOne();
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        Files.writeString(
                root.resolve("dyff"), Files.readString(root.resolve("dyff")).replace("MIN_JAVA=21", "MIN_JAVA=99"));

        assertThat(dyff("up")).isEqualTo(69);
        assertThat(said).contains("needs a JDK 99 or newer").contains("JAVA_HOME");
    }

    @Test
    void shouldSayThatMavenIsMissingOrOld() throws Exception {
        program("maven/bin/mvn", "#!/bin/bash\necho 'Apache Maven 3.6.3 (x)'\n");

        assertThat(dyff("build")).isEqualTo(69);
        assertThat(said).contains("needs Maven 3.8 or newer");
    }

    @Test
    void shouldFailWithTheEndOfTheLogWhenTheBuildFails() throws Exception {
        program(
                "maven/bin/mvn",
                "#!/bin/bash\n[[ $1 == -v ]] && { echo 'Apache Maven 3.9.9'; exit; }\necho no luck; exit 1\n");

        assertThat(dyff("up")).isEqualTo(1);
        assertThat(said).contains("no luck").contains("the build failed");
    }

    @Test
    void shouldTestWhatItPackagedAndLeaveItAsTheCurrentBuild() throws Exception {
        testsThat("true");

        assertThat(dyff("test")).isZero();
        List<String> calls = Files.readAllLines(root.resolve("calls"));
        assertThat(calls.getFirst()).contains("-T 2 package");
        assertThat(calls.subList(1, calls.size()))
                .hasSize(2)
                .allMatch(call -> call.contains("--fail-at-end verify -Dpackaged -Ddyff.build=" + root))
                .anyMatch(call -> call.endsWith("-pl routes,deploy/local -am -Dskip.short.its"))
                .anyMatch(call -> call.endsWith("-Dspotless.check.skip -Dskip.long.its"));
        assertThat(said)
                .contains("the tests on a real kube-apiserver, or with kubectl, are skipped")
                .contains("1 of them on a real kube-apiserver, of these 1 skipped")
                .contains("1 passed, 0 failed, 1 skipped");
        assertThat(dyff("up")).isZero();
        assertThat(said).doesNotContain("building");
    }

    @Test
    void shouldHandOptionsOnToOneCall() throws Exception {
        testsThat("true");

        assertThat(dyff("test", "-Dtest=None")).isZero();

        assertThat(Files.readAllLines(root.resolve("calls"))).containsExactly("-B -ntp -T 2 verify -Dtest=None");
    }

    @Test
    void shouldFailInCiWhenTestsOnARealApiServerDidNotRun() throws Exception {
        testsThat("true");
        environment.put("CI", "true");

        assertThat(dyff("test")).isEqualTo(1);

        assertThat(said)
                .contains("in CI the tests on a real kube-apiserver must run: 1 are in the reports, 1 of them skipped");
    }

    @Test
    void shouldFailWhenTestsFail() throws Exception {
        testsThat("exit 3");

        assertThat(dyff("test")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dskip.long.its", "-Dskip.short.its"})
    void shouldFailWhenTestsFailInOneOfTheTwoRuns(String run) throws Exception {
        testsThat("[[ \"$*\" != *'" + run + "'* ]] || exit 3");

        assertThat(dyff("test")).isEqualTo(3);
    }

    @Test
    void shouldEndTheRunBesideItsOwnWhenItIsKilled() throws Exception {
        testsThat("[[ \"$*\" != *skip.long.its* ]] || { echo $$ > \"$PWD/left\"; sleep 600; }; sleep 600");
        Process dyff = start("test");
        await().atMost(BOUND).until(() -> Files.exists(root.resolve("left")) && left());

        dyff.destroyForcibly();

        await().atMost(BOUND).until(() -> !left());
    }

    @Test
    void shouldNameTheTestsThatFailed() throws Exception {
        testsThat("exit 3", "<failure message=\"no luck\" type=\"E\"/>");

        dyff("test");

        assertThat(said).contains("failed: io.dyff.RealIT.b: no luck").contains("1 passed, 1 failed, 0 skipped");
    }

    @Test
    void shouldEndWhatTestsLeft() throws Exception {
        testsThat(
                "[[ \"$*\" != *skip.long.its* ]] || { setsid sleep 600 > /dev/null 2>&1 & echo $! > \"$PWD/left\"; }");

        dyff("test");

        assertThat(left()).isFalse();
        assertThat(said).contains("the tests have left running, and this ends: 1 sleep");
    }

    @Test
    void shouldEndWhatTestsLeftWhenItIsKilled() throws Exception {
        testsThat("setsid sleep 600 > /dev/null 2>&1 & echo $! > \"$PWD/left\"; sleep 600");
        Process dyff = start("test");
        await().atMost(BOUND).until(() -> Files.exists(root.resolve("left")) && left());

        dyff.destroyForcibly();

        await().atMost(BOUND).until(() -> !left());
    }

    private void testsThat(String act) throws IOException {
        testsThat(act, "<skipped/>");
    }

    /**
     * Stands for Maven running tests: leaves one report with a test that passed and one with the given outcome. Two of
     * them run at once, and each must leave it whole.
     */
    private void testsThat(String act, String outcome) throws IOException {
        String maven = Files.readString(scratch.resolve("maven/bin/mvn"));
        program("maven/bin/mvn", maven + """
                echo "$@" >> calls
                mkdir -p routes/target/failsafe-reports
                cat > report-$$ << 'XML'
                <testcase name="a" classname="io.dyff.AIT"/>
                <testcase name="b" classname="io.dyff.RealIT">
                %s
                </testcase>
                XML
                touch -d '1 minute' report-$$
                mv report-$$ routes/target/failsafe-reports/TEST-A.xml
                [[ "$*" != *verify* ]] || { %s; }
                """.formatted(outcome, act));
    }

    private boolean left() throws IOException {
        String pid = Files.readString(root.resolve("left")).strip();
        Path stat = Path.of("/proc", pid, "stat");
        return !pid.isEmpty() && Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    private int dyff(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(root.resolve("dyff").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", scratch.resolve("jdk").toString());
        builder.environment().put("MAVEN_HOME", scratch.resolve("maven").toString());
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", scratch.toString());
        builder.environment().put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
        builder.environment().keySet().removeAll(List.of("CI", "KUBEBUILDER_ASSETS", "DYFF_TEST_REAL"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("built")).size();
    }

    private void jdk(String name, String version) throws IOException {
        program(name + "/bin/java", "#!/bin/bash\necho java \"$@\"\n");
        program(name + "/bin/javac", "#!/bin/bash\n");
        Files.writeString(scratch.resolve(name + "/release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    }

    private void program(String name, String text) throws IOException {
        Path file = scratch.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Everything of the tree is old: the build is newer, however coarse the clock of the file system. */
    private void age() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(f -> !f.startsWith(root.resolve("target"))).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
            }
        }
    }

    private void later(String name) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(name), FileTime.from(Instant.now().plusSeconds(100)));
    }
}
