package io.dyff.images;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * The platform for one machine as a zip: the launcher, the jars that it starts, and the files that its users meet. It needs
 * Java and nothing else, wherever it is unpacked. The same build gives the same bytes.
 */
final class MachineZip {
    /** What users meet; all below a folder. */
    private static final List<String> FILES = List.of(
            "dyff",
            "README.md",
            "LICENSE",
            "docs",
            "deploy/README.md",
            "deploy/base",
            "deploy/camel-k",
            "deploy/components",
            "deploy/crd",
            "deploy/examples",
            "deploy/overlays",
            "deploy/kube/control-plane",
            "deploy/local/data",
            "deploy/local/python",
            "operator/kubectl/bin");

    private static final String CLASS_PATH = ".classpath";
    /** The launcher reads class paths beside the jars, and takes what begins so as a file of the build. */
    private static final String LIBRARIES = "./lib/";
    /** A file that anyone may read, and a program that anyone may run, of the type of a regular file. */
    private static final int FILE = 0100644;

    private static final int PROGRAM = 0100755;
    /** 1980, the first that a zip can tell. */
    private static final long TIME = 315_532_800_000L;

    private final Path root;
    private final Path build;
    private final String folder;
    private final Map<String, Path> files = new TreeMap<>();
    private final Map<String, byte[]> texts = new TreeMap<>();

    /**
     * @param root of the project
     * @param build what a build has packaged
     * @param folder that holds everything in the zip
     */
    MachineZip(Path root, Path build, String folder) {
        this.root = root;
        this.build = build;
        this.folder = folder;
    }

    /**
     * Writes the zip.
     *
     * @throws IOException also when two libraries have one name
     */
    void write(Path zip) throws IOException {
        addFiles();
        addBuild();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                begin(out, file.getKey(), Files.isExecutable(file.getValue()) ? PROGRAM : FILE);
                Files.copy(file.getValue(), out);
                out.closeArchiveEntry();
            }
            for (Map.Entry<String, byte[]> text : texts.entrySet()) {
                begin(out, text.getKey(), FILE);
                out.write(text.getValue());
                out.closeArchiveEntry();
            }
        }
    }

    private void begin(ZipArchiveOutputStream out, String name, int mode) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(folder + "/" + name);
        entry.setTime(TIME);
        entry.setUnixMode(mode);
        out.putArchiveEntry(entry);
    }

    private void addFiles() throws IOException {
        for (String name : FILES) {
            try (Stream<Path> found = Files.walk(root.resolve(name))) {
                found.filter(Files::isRegularFile).forEach(file -> files.put(name(root.relativize(file)), file));
            }
        }
    }

    private void addBuild() throws IOException {
        String home = "target/dyff/" + build.getFileName() + "/";
        texts.put("target/dyff/current", text(build.getFileName() + "\n"));
        texts.put(home + ".complete", text(""));
        for (Path list : lists()) {
            String module = list.getFileName().toString().replace(CLASS_PATH, "");
            texts.put(home + list.getFileName(), text(String.join(File.pathSeparator, moved(list, home)) + "\n"));
            add(home + module + ".jar", build.resolve(module + ".jar"));
        }
    }

    /** The class paths of the modules, but of what makes images. */
    private List<Path> lists() throws IOException {
        try (Stream<Path> found = Files.list(build)) {
            return found.filter(file -> file.toString().endsWith(CLASS_PATH))
                    .filter(file -> !file.endsWith("deploy-images" + CLASS_PATH))
                    .sorted()
                    .toList();
        }
    }

    /** Takes the jars of a class path in, and answers where they are then. */
    private List<String> moved(Path list, String home) throws IOException {
        List<String> moved = new ArrayList<>();
        for (String entry : Arrays.asList(Files.readString(list).strip().split(File.pathSeparator, -1))) {
            Path jar = Path.of(entry);
            String name = jar.startsWith(build) ? "./" + jar.getFileName() : LIBRARIES + jar.getFileName();
            if (!entry.isEmpty()) {
                add(home + name.substring(2), jar);
                moved.add(name);
            }
        }
        return moved;
    }

    private void add(String name, Path file) throws IOException {
        Path other = files.put(name, file);
        if (other != null && Files.mismatch(other, file) >= 0) {
            throw new IOException(other + " and " + file + " have one name and differ");
        }
    }

    private static String name(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
