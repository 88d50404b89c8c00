package io.dyff.bench.scenario;

import io.dyff.bench.load.ProcessCost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server under measurement: a JVM of its own, so that its processor time is its own. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START_BOUND = Duration.ofSeconds(90);
    private final Process process;
    private final URI address;

    private ServerProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a program that listens on the port and waits until the path answers without an error of its own.
     *
     * @param heap the most it may take, such as {@code 256m}
     */
    static ServerProcess start(
            String classPath,
            String main,
            String heap,
            Map<String, String> environment,
            int port,
            String healthPath,
            Path log)
            throws IOException, InterruptedException {
        ServerProcess server = start(classPath, main, heap, List.of(), environment, port, log);
        try {
            server.await(healthPath, log);
            return server;
        } catch (RuntimeException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /** Starts a program that listens nowhere. */
    static ServerProcess start(
            String classPath,
            String main,
            String heap,
            List<String> arguments,
            Map<String, String> environment,
            Path log)
            throws IOException {
        return start(classPath, main, heap, arguments, environment, 0, log);
    }

    private static ServerProcess start(
            String classPath,
            String main,
            String heap,
            List<String> arguments,
            Map<String, String> environment,
            int port,
            Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        ServerProcess server = new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + port));
        // A bench that is stopped in the middle must not leave its servers to the next one.
        Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy));
        return server;
    }

    /** Runs a program to its end and answers what it printed. */
    static String call(String classPath, Map<String, String> environment, String main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(main + " " + arguments + " failed: " + output);
        }
        return output.strip();
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    Duration cpu() {
        return ProcessCost.cpu(process.pid());
    }

    private void await(String path, Path log) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + START_BOUND.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the server ended while it started; its log: " + log);
            }
            try {
                HttpRequest look = HttpRequest.newBuilder(address.resolve(path)).build();
                if (client.send(look, HttpResponse.BodyHandlers.discarding()).statusCode() < 500) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
                continue;
            }
        }
        throw new IllegalStateException("no answer within " + START_BOUND + "; the log: " + log);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
