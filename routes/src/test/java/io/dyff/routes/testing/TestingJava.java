package io.dyff.routes.testing;

import io.dyff.routes.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The application as a process of its own, with the options of the processes that run tests. */
public final class TestingJava {
    private TestingJava() {}

    /**
     * @param heap such as {@code 256m}
     * @param first folders whose files come before the application's own
     * @return a command, which may go on with arguments of the application
     */
    public static List<String> host(String heap, Path... first) throws IOException {
        Stream<String> own = Stream.of(
                Path.of("target/classes").toAbsolutePath().toString(),
                Files.readString(Path.of("target/classpath.txt")).strip());
        List<String> classPath =
                Stream.concat(Stream.of(first).map(Path::toString), own).toList();
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                String.join(":", classPath),
                Host.class.getName()));
    }
}
