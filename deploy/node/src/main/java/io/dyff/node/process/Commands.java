package io.dyff.node.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of the system that may or may not be there. */
public final class Commands {
    private Commands() {}

    /** True when a program of that name is on the PATH. */
    public static boolean onPath(String name) {
        return find(name).isPresent();
    }

    /** Where the program is. */
    public static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(program -> Files.isExecutable(program) && !Files.isDirectory(program))
                .findFirst();
    }
}
