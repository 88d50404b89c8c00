package io.dyff.local.routes;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The overrides of an instance, in the folder that its services follow, and each set of them that was taken before. */
public final class OverrideFiles {
    private final Path current;
    private final Path taken;

    public OverrideFiles(DataFolder folder) {
        this.current = folder.overrides();
        this.taken = folder.file("overrides.taken");
    }

    /**
     * Overrides that were taken together.
     *
     * @param number counts from 1
     * @param texts by file name; what is not in them was as it is shipped
     */
    public record Taken(int number, Instant at, Map<String, String> texts) {}

    /** What stands in the folder, by file name. */
    public Map<String, String> texts() {
        return read(current);
    }

    /** Makes the folder hold these texts and no others; each file changes at once. */
    public void write(Map<String, String> texts) {
        try {
            Files.createDirectories(current);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path part = Files.writeString(current.resolve("." + text.getKey()), text.getValue());
                Files.move(part, current.resolve(text.getKey()), StandardCopyOption.ATOMIC_MOVE);
            }
            for (String name : texts().keySet()) {
                if (!texts.containsKey(name)) {
                    Files.delete(current.resolve(name));
                }
            }
        } catch (IOException e) {
            throw notWritable(current, e);
        }
    }

    /** Keeps what stands in the folder as taken. */
    public Taken keep() {
        int number = history().stream().mapToInt(Taken::number).max().orElse(0) + 1;
        Path folder = taken.resolve(Integer.toString(number));
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> text : texts().entrySet()) {
                Files.writeString(folder.resolve(text.getKey()), text.getValue());
            }
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
        return of(folder);
    }

    /** The newest first. */
    public List<Taken> history() {
        if (!Files.isDirectory(taken)) {
            return List.of();
        }
        List<Taken> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(taken)) {
            folders.forEach(folder -> all.add(of(folder)));
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, taken + " cannot be read", e);
        }
        all.sort(Comparator.comparingInt(Taken::number).reversed());
        return all;
    }

    public Optional<Taken> find(int number) {
        return history().stream().filter(one -> one.number() == number).findFirst();
    }

    private static Taken of(Path folder) {
        try {
            return new Taken(
                    Integer.parseInt(folder.getFileName().toString()),
                    Files.getLastModifiedTime(folder).toInstant(),
                    read(folder));
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, folder + " cannot be read", e);
        }
    }

    /** The texts of a flat folder by file name, none when it is missing; names that begin with a dot do not count. */
    public static Map<String, String> read(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (Files.isRegularFile(file) && !name.startsWith(".")) {
                    texts.put(name, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, folder + " cannot be read", e);
        }
        return texts;
    }

    private static LocalException notWritable(Path folder, IOException e) {
        return new LocalException(ExitCode.FOLDER, folder + " cannot be written", e);
    }
}
