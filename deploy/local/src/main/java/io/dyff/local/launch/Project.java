package io.dyff.local.launch;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the project and what was built of it are.
 *
 * @param root of the project
 * @param build folder of the launcher's build with one jar and one class path per module; without it the modules'
 *     {@code target/classes} are used, as in a test that an IDE or Maven alone runs
 */
public record Project(Path root, Optional<Path> build) {

    /** The project this program belongs to: named by the launcher, or the one the current folder is in. */
    public static Project here() {
        String root = System.getProperty("dyff.root");
        Path found = root == null ? above(Path.of("").toAbsolutePath()) : Path.of(root);
        return new Project(
                found, Optional.ofNullable(System.getProperty("dyff.build")).map(Path::of));
    }

    /** Class path of a module: its own classes and all it needs at run time. */
    public String classPath(Module module) {
        Path list = build.map(b -> b.resolve(module.fileName() + ".classpath"))
                .orElseGet(() -> root.resolve(module.folder()).resolve("target/classpath.txt"));
        try {
            String entries = Files.readString(list).strip();
            return own(module) + (entries.isEmpty() ? "" : File.pathSeparator + inThisBuild(entries));
        } catch (IOException e) {
            throw new LocalException(ExitCode.FAILED, list + " is missing: run `./dyff build`", e);
        }
    }

    /** The text of a shipped file of routes, kamelets, statements or the contract. */
    public Optional<String> shipped(String file) {
        Path own = Path.of(own(Module.ROUTES));
        try {
            if (Files.isDirectory(own)) {
                Path found = own.resolve("dyff").resolve(file);
                return Files.exists(found) ? Optional.of(Files.readString(found)) : Optional.empty();
            }
            try (FileSystem jar = FileSystems.newFileSystem(own)) {
                Path found = jar.getPath("dyff", file);
                return Files.exists(found) ? Optional.of(Files.readString(found)) : Optional.empty();
            }
        } catch (IOException e) {
            throw new LocalException(ExitCode.FAILED, own + " cannot be read: run `./dyff build`", e);
        }
    }

    /** Names what was built, for caches that belong to it; empty where nothing is packaged. */
    public Optional<String> buildId() {
        return build.map(b -> String.valueOf(b.getFileName()));
    }

    /** The same project, for another process of this program. */
    List<String> properties() {
        List<String> properties = new ArrayList<>(List.of("-Ddyff.root=" + root));
        build.ifPresent(b -> properties.add("-Ddyff.build=" + b));
        return properties;
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    private String own(Module module) {
        return build.map(b -> b.resolve(module.fileName() + ".jar"))
                .orElseGet(() -> root.resolve(module.folder()).resolve("target/classes"))
                .toString();
    }

    /** Modules of the reactor stand in the list by the folder they were built in; a zip's, by that of the build. */
    private String inThisBuild(String entries) {
        return Arrays.stream(entries.split(File.pathSeparator))
                .map(this::entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String entry(String entry) {
        for (Module module : Module.values()) {
            if (entry.startsWith(root.resolve(module.folder()).resolve("target") + File.separator)) {
                return own(module);
            }
        }
        return build.isPresent() && entry.startsWith("./")
                ? build.get().resolve(entry).normalize().toString()
                : entry;
    }

    private static Path above(Path start) {
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("rest-dsl/kinds.yaml"))) {
                return folder;
            }
        }
        throw LocalException.failed(start + " is not inside the project: start the launcher `dyff` at its top");
    }
}
