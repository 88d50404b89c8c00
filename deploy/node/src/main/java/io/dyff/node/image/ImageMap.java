package io.dyff.node.image;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the program for an image in the mapping files, which it reads again when one of them changes. */
public final class ImageMap {

    private static final Logger log = LoggerFactory.getLogger(ImageMap.class);
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final List<Path> files;
    private final Placeholders placeholders;
    private final ReentrantLock reading = new ReentrantLock();
    private Loaded loaded;

    /** The form of a mapping file. */
    private record MappingFile(List<ImageProgram> images) {}

    private record Loaded(Map<Path, FileTime> times, List<ImageProgram> programs) {}

    /** @throws IllegalArgumentException when a file cannot be read: names the file and what is wrong in it */
    public ImageMap(List<Path> files, Placeholders placeholders) {
        this.files = List.copyOf(files);
        this.placeholders = placeholders;
        this.loaded = load();
    }

    /**
     * The program that stands for an image.
     *
     * @throws ImageException when the name is malformed, no program stands for it, or several do
     */
    public ImageProgram resolve(String image) {
        ImageReference reference = ImageReference.parse(image);
        List<ImageProgram> found = fresh().programs().stream()
                .filter(program -> program.standsFor(reference))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        String problem = found.isEmpty()
                ? "no program is mapped to image \"" + image + "\""
                : found.size() + " programs are mapped to image \"" + image + "\" and it names no digest that decides";
        throw new ImageException(
                "ErrImageNeverPull",
                problem + ": containers are not pulled here; add an entry for " + reference.repository()
                        + (reference.digest() == null ? "" : "@" + reference.digest()) + " to " + names());
    }

    private String names() {
        return files.isEmpty()
                ? "a mapping file"
                : String.join(" or ", files.stream().map(Path::toString).toList());
    }

    private Loaded fresh() {
        reading.lock();
        try {
            if (!loaded.times().equals(times())) {
                loaded = load();
            }
        } catch (IllegalArgumentException broken) {
            log.warn(
                    "the mapping files changed and cannot be used; what was read before stays: {}",
                    broken.getMessage());
        } finally {
            reading.unlock();
        }
        return loaded;
    }

    private Loaded load() {
        Map<Path, FileTime> times = times();
        List<ImageProgram> programs = new ArrayList<>();
        files.forEach(file -> programs.addAll(read(file)));
        return new Loaded(times, List.copyOf(programs));
    }

    private List<ImageProgram> read(Path file) {
        try {
            MappingFile mapping = YAML.readValue(file.toFile(), MappingFile.class);
            if (mapping == null || mapping.images() == null) {
                throw new IllegalArgumentException("it has no list \"images\"");
            }
            return mapping.images().stream().map(this::checked).toList();
        } catch (IOException | IllegalArgumentException broken) {
            throw new IllegalArgumentException("image mapping file " + file + ": " + broken.getMessage(), broken);
        }
    }

    private ImageProgram checked(ImageProgram program) {
        if (program.command().isEmpty()) {
            throw new IllegalArgumentException("image " + program.name() + " has an empty command");
        }
        ImageReference name = ImageReference.parse(program.name());
        if (!name.repository().equals(program.name())) {
            throw new IllegalArgumentException(
                    "image " + program.name() + " must be named without host, tag and digest");
        }
        return program.filled(placeholders);
    }

    private Map<Path, FileTime> times() {
        Map<Path, FileTime> times = new TreeMap<>();
        for (Path file : files) {
            try {
                times.put(file, Files.getLastModifiedTime(file));
            } catch (IOException missing) {
                throw new IllegalArgumentException(
                        "image mapping file " + file + " cannot be read: " + missing.getMessage(), missing);
            }
        }
        return times;
    }
}
