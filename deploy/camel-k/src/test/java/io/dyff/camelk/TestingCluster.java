package io.dyff.camelk;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;

/** A real API server with Camel K's published definitions, and kubectl. Nothing acts on what is applied. */
final class TestingCluster implements AutoCloseable {
    private static final Path SCRIPTS = Rooms.ROOT.resolve("deploy/kube/control-plane");

    /** How a command ended, and what it printed. */
    record Result(int code, String out, String err) {}

    private final Path home;
    private final String kubectl;
    private final String kubeconfig;

    private TestingCluster(Path home) {
        this.home = home;
        this.kubectl = assets().resolve("kubectl").toString();
        this.kubeconfig = last(run("", SCRIPTS.resolve("kube-up").toString(), home.toString()));
    }

    /** Skips the test, and says why, where there are no definitions or no control plane. */
    static TestingCluster start(Path home) {
        Assumptions.assumeFalse("no".equals(System.getenv("DYFF_TEST_REAL")), "no real control plane here");
        Path definitions = definitions();
        Assumptions.assumeTrue(
                Files.isDirectory(definitions),
                "no definitions of Camel K in " + definitions + "; DYFF_DEFINITIONS names their folder");
        TestingCluster cluster = new TestingCluster(home);
        for (String kind : List.of("kamelets", "pipes", "integrations")) {
            String file = definitions.resolve("camel-k-" + kind + ".yaml").toString();
            last(cluster.kubectl("", "apply", "--server-side", "--filename", file));
            // Fails at once, too, as long as a definition has no conditions at all.
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> cluster.kubectl("", "wait", "--for=condition=Established", "--filename", file)
                                    .code()
                            == 0);
        }
        return cluster;
    }

    private static Path definitions() {
        String named = System.getenv("DYFF_DEFINITIONS");
        return named == null || named.isBlank() ? Rooms.ROOT.resolveSibling("shared/definitions") : Path.of(named);
    }

    private static Path assets() {
        String named = System.getenv("KUBEBUILDER_ASSETS");
        return Path.of(
                named == null || named.isBlank()
                        ? last(run("", SCRIPTS.resolve("kube-assets").toString()))
                        : named);
    }

    /** Runs kubectl with this text as its input. */
    Result kubectl(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(kubectl, "--kubeconfig", kubeconfig));
        command.addAll(List.of(arguments));
        return run(input, command.toArray(String[]::new));
    }

    @Override
    public void close() {
        run("", SCRIPTS.resolve("kube-down").toString(), home.toString());
    }

    private static String last(Result result) {
        if (result.code() != 0) {
            throw new IllegalStateException(result.err());
        }
        return result.out().lines().toList().getLast();
    }

    private static Result run(String input, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBE_SCHEDULER", "no");
        try {
            Process process = builder.start();
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String out = text(process.getInputStream());
            return new Result(process.waitFor(), out, err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
