package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.data.CodePoints;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files below a folder, by their names as evidence has them. */
final class FolderFiles {

    /** Names that evidence gives are looked up here, so that none can lead out of the folder. */
    static SequencedMap<String, Path> list(String what, Path folder) throws EvidenceException {
        if (!Files.isDirectory(folder)) {
            throw new EvidenceException(what + " " + folder + " is not a folder");
        }
        SequencedMap<String, Path> files = new TreeMap<>(CodePoints.ORDER);
        try {
            Path real = folder.toRealPath();
            try (Stream<Path> walk = Files.walk(real)) {
                walk.filter(Files::isRegularFile).forEach(file -> files.put(name(real, file), file));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new EvidenceException(what + " " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return files;
    }

    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private FolderFiles() {}
}
