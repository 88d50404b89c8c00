package io.dyff.bench.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The folder that the services follow, edited as people edit one, file by file, or as a kubelet mounts a ConfigMap: a folder
 * beside, and one link that is swapped.
 */
final class EditedFolder {
    private static final String DATA = "..data";
    private final Path folder;
    private Map<String, String> texts = Map.of();
    private int generations;

    EditedFolder(Path folder) {
        this.folder = folder;
    }

    /** What it holds, by file name. */
    Map<String, String> texts() {
        return texts;
    }

    /** What it would hold with these files. */
    Map<String, String> with(Map<String, String> changed) {
        Map<String, String> all = new TreeMap<>(texts);
        all.putAll(changed);
        return all;
    }

    /** Makes it hold these texts and no others. */
    void write(Map<String, String> wanted, boolean mounted) {
        try {
            if (mounted) {
                mount(wanted);
            } else {
                edit(wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written", e);
        }
        texts = Map.copyOf(wanted);
    }

    private void mount(Map<String, String> wanted) throws IOException {
        Path generation = Files.createDirectory(folder.resolve("..generation-" + ++generations));
        for (Map.Entry<String, String> text : wanted.entrySet()) {
            Files.writeString(generation.resolve(text.getKey()), text.getValue());
        }
        Path former = folder.resolve(DATA);
        Path old = Files.isSymbolicLink(former) ? former.toRealPath() : null;
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), generation.getFileName());
        Files.move(next, former, StandardCopyOption.ATOMIC_MOVE);
        if (old != null) {
            FileSystemUtils.deleteRecursively(old);
        }
    }

    private void edit(Map<String, String> wanted) throws IOException {
        Path link = folder.resolve(DATA);
        // Nobody looks at the files beside it while the link is there: they are made what it shows, and it goes.
        boolean wasMounted = Files.isSymbolicLink(link);
        put(wasMounted ? texts : wanted);
        if (wasMounted) {
            Path old = link.toRealPath();
            Files.delete(link);
            FileSystemUtils.deleteRecursively(old);
            put(wanted);
        }
    }

    private void put(Map<String, String> wanted) throws IOException {
        for (Map.Entry<String, String> text : wanted.entrySet()) {
            Path file = folder.resolve(text.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(text.getValue())) {
                Files.writeString(file, text.getValue());
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && !wanted.containsKey(name)) {
                    Files.delete(file);
                }
            }
        }
    }
}
