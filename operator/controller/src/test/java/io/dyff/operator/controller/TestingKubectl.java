package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.kubectl.cli.KubectlDyff;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real kubectl in a namespace of the control plane, with the plugin that is shipped on its path. */
final class TestingKubectl {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final int BOUND_S = 180;

    /** What a command printed, and how it ended. */
    record Result(int code, String out, String err) {}

    private final String namespace;
    private final Path folder;

    /** @param folder for files; the plugin is laid there as in the project, with a launcher that needs no build */
    TestingKubectl(String namespace, Path folder) {
        this.namespace = namespace;
        this.folder = folder;
        try {
            Path bin = Files.createDirectories(folder.resolve("project/operator/kubectl/bin"));
            for (String script : List.of("kubectl-dyff", "kubectl_complete-dyff")) {
                Files.copy(ROOT.resolve("operator/kubectl/bin").resolve(script), bin.resolve(script));
            }
            Path launcher = Files.writeString(folder.resolve("project/dyff"), """
                    #!/bin/bash
                    [[ "$1" == kubectl ]] || exit 99
                    shift
                    exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.dyff.operator.kubectl.cli.KubectlDyff "$@"
                    """.formatted(
                            Path.of(System.getProperty("java.home"), "bin/java"), classPath()));
            assertThat(launcher.toFile().setExecutable(true)).isTrue();
            Path installed = Files.createDirectories(folder.resolve("path"));
            for (String script : List.of("kubectl-dyff", "kubectl_complete-dyff")) {
                Files.createSymbolicLink(installed.resolve(script), bin.resolve(script));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the launcher has it: what the module was packed into, and what it needs at run time. */
    private static String classPath() throws IOException {
        try {
            Path own = Path.of(KubectlDyff.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own
                    + File.pathSeparator
                    + Files.readString(own.resolveSibling("classpath.txt")).strip();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** What the plugin prints when it succeeds; in this JVM, where it costs no start of another. */
    String dyff(String... arguments) {
        Result result = tryDyff(arguments);
        assertThat(result.code()).as(result.toString()).isZero();
        return result.out();
    }

    Result tryDyff(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = KubectlDyff.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--kubeconfig", kubeconfig().toString()))
                        .toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    /** What it prints when it succeeds. */
    String ok(String... arguments) {
        Result result = run(arguments);
        assertThat(result.code()).as(result.toString()).isZero();
        return result.out();
    }

    Result run(String... arguments) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of(TestingCluster.kubectl().toString()), Stream.of(arguments))
                                    .toList())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig().toString());
            // What it remembers of servers it remembers by their ports, which another server may have had before.
            builder.environment().put("KUBECACHEDIR", folder.resolve("cache").toString());
            builder.environment().merge("PATH", folder.resolve("path").toString(), (path, own) -> own + ":" + path);
            Process process = builder.start();
            process.getOutputStream().close();
            assertThat(process.waitFor(BOUND_S, TimeUnit.SECONDS))
                    .as("kubectl ends")
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The cluster's, with the namespace in its contexts. */
    Path kubeconfig() {
        try {
            Path own = folder.resolve("kubeconfig");
            if (!Files.exists(own)) {
                Files.writeString(
                        own,
                        Files.readString(TestingCluster.get().kubeconfig())
                                .replace("namespace: default", "namespace: " + namespace));
            }
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
