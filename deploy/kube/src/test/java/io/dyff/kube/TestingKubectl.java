package io.dyff.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The real kubectl of the release whose behaviour the server follows. */
public final class TestingKubectl {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a command printed, and how it ended. */
    public record Result(List<String> command, int code, String out, String err) {

        public String requireSuccess() {
            assertThat(code).as("%s%n%s%n%s", command, out, err).isZero();
            return out;
        }

        String requireFailure() {
            assertThat(code).as("%s%n%s%n%s", command, out, err).isNotZero();
            return err;
        }
    }

    private final String program;
    private final Path kubeconfig;

    TestingKubectl(Path kubeconfig) throws IOException {
        this.program = program();
        this.kubeconfig = kubeconfig;
    }

    /** Asks the script that builds it, which is quick when it is built. */
    private static String program() throws IOException {
        assumeThereIsOne();
        String given = System.getenv("KUBEBUILDER_ASSETS");
        if (given != null && Files.isExecutable(Path.of(given, "kubectl"))) {
            return Path.of(given, "kubectl").toString();
        }
        String script = Path.of("control-plane", "kube-assets").toAbsolutePath().toString();
        List<String> lines = run(List.of(script), "", Duration.ofMinutes(30))
                .requireSuccess()
                .lines()
                .toList();
        return Path.of(lines.getLast(), "kubectl").toString();
    }

    static void assumeThereIsOne() {
        Assumptions.assumeFalse("no".equals(System.getenv("DYFF_TEST_REAL")), "no real control plane here");
    }

    String ok(String... arguments) throws IOException {
        return run(command(arguments), "", PATIENCE).requireSuccess();
    }

    String okWithInput(String input, String... arguments) throws IOException {
        return run(command(arguments), input, PATIENCE).requireSuccess();
    }

    Result run(String input, String... arguments) throws IOException {
        return run(command(arguments), input, PATIENCE);
    }

    Process start(Path output, String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "--kubeconfig", kubeconfig.toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    static Result run(List<String> command, String input, Duration patience) throws IOException {
        return run(command, Map.of(), input, patience);
    }

    static Result run(List<String> command, Map<String, String> environment, String input, Duration patience)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s ends", command)
                    .isTrue();
            return new Result(command, process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + command + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
