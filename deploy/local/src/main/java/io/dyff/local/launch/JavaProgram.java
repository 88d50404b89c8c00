package io.dyff.local.launch;

import io.dyff.local.instance.Cache;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes the command that starts a Java program of the project: small, quick to start, readable in a process list. */
final class JavaProgram {
    /**
     * One machine that has other work too: less memory and a quicker start than the server's defaults. The second
     * compiler took half of the processor time in which the services start (24 s against 13 s with class archives). What
     * it would win under a long load is given up here.
     */
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=192m",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    private final Project project;
    private final Path argumentFolder;

    JavaProgram(Project project, Path argumentFolder) {
        this.project = project;
        this.argumentFolder = argumentFolder;
    }

    /** The Java that runs this program runs all of them. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * @param name of the process; tools that list processes show it
     * @param heap such as {@code 128m}
     */
    List<String> command(String name, Module module, String main, String heap, List<String> arguments) {
        List<String> options = new ArrayList<>(SMALL);
        options.addAll(quietAboutUnsafe());
        options.add("-Xmx" + heap);
        options.addAll(sharedArchive(name));
        options.add("-cp");
        options.add(project.classPath(module));
        Path file = write(name, options);
        List<String> command = new ArrayList<>(List.of(java(), "@" + file, "-Ddyff.process=" + name, main));
        command.addAll(arguments);
        return command;
    }

    /** Libraries of ours still use it, and users can do nothing about the warning; older Java does not know the option. */
    private static List<String> quietAboutUnsafe() {
        return Runtime.version().feature() >= 23 ? List.of("--sun-misc-unsafe-memory-access=allow") : List.of();
    }

    private List<String> sharedArchive(String name) {
        return project.buildId()
                .map(id -> new ClassArchive(Cache.folder(id).resolve(name + ".jsa"), Clock.systemUTC()).options())
                .orElse(List.of());
    }

    private Path write(String name, List<String> options) {
        Path file = argumentFolder.resolve(name + ".args");
        StringBuilder text = new StringBuilder();
        options.forEach(option -> text.append('"')
                .append(option.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n"));
        try {
            // At once: two commands of one name may start together, and one would read what the other has half written.
            Path part = Files.createTempFile(argumentFolder, name, ".part");
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, file + " cannot be written", e);
        }
        return file;
    }
}
