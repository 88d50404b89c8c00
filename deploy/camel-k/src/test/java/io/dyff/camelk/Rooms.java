package io.dyff.camelk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the files lie that are tried here. */
final class Rooms {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path CAMEL_K = ROOT.resolve("deploy/camel-k");
    /** Kamelets of our own host: it has beans and components that no other Camel has. */
    static final Path HOST_KAMELETS = ROOT.resolve("kamelets");

    static final Path PORTABLE_KAMELETS = CAMEL_K.resolve("kamelets");
    static final Path EXAMPLES = CAMEL_K.resolve("examples");

    private Rooms() {}

    static List<Path> kamelets(Path folder) {
        return files(folder, ".kamelet.yaml");
    }

    /** Never none: a test of no files would pass. */
    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("nothing ends in " + ending + " in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
