package io.dyff.kube;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A server in a process of its own, so that it can be killed. */
final class TestingKubeProcess {

    private TestingKubeProcess() {}

    static Process start(Path data, Path kubeconfig, Path log) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TestingKubeProcess.class.getName(),
                data.toString(),
                kubeconfig.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Serves until it is killed. */
    public static void main(String[] arguments) throws Exception {
        KubeServer server = KubeServer.open(new KubeServer.Settings(
                Path.of(arguments[0]), new InetSocketAddress("127.0.0.1", 0), "test-token", Clock.systemUTC()));
        server.writeKubeconfig(Path.of(arguments[1]));
        Thread.currentThread().join();
    }
}
