package io.dyff.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes all images and prints each by digest. */
@Command(
        name = "dyff images",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the images of all programs as one OCI layout, without a container engine.",
            "With --base they stand on an image of a registry, for amd64 and arm64. Without, on the Java that runs this and the"
                    + " C libraries of this machine, for its architecture alone; nothing is downloaded then."
        })
public final class ImagesMain implements Callable<Integer> {

    @Option(
            names = "--build",
            required = true,
            hidden = true,
            description = "Folder with the jar and the class path of each module.")
    private Path build;

    @Option(
            names = "--output",
            required = true,
            hidden = true,
            description = "Folder for the layout; its content is replaced.")
    private Path output;

    @Option(names = "--base", description = "An image with Java 21 or newer, by digest.")
    private @Nullable String base;

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ImagesMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        delete(output);
        Path scratch = Files.createTempDirectory("dyff-images");
        try {
            make(scratch);
        } finally {
            delete(scratch);
        }
        return CommandLine.ExitCode.OK;
    }

    private void make(Path scratch) throws IOException, InterruptedException {
        Ground ground = ground(scratch);
        Set<String> architectures = new TreeSet<>(ground.architectures());
        Images images = new Images(build.toAbsolutePath(), ground, scratch);
        OciLayout layout = new OciLayout(output);
        for (Program program : Program.all()) {
            Map<String, Path> tars = new TreeMap<>();
            for (String architecture : architectures) {
                tars.put(architecture, images.make(program, architecture));
            }
            String digest = layout.add(program.image(), tars);
            System.out.printf(
                    "%s@%s  %s, %d MiB%n", program.image(), digest, String.join(" ", architectures), mebibytes(tars));
            for (Path tar : tars.values()) {
                Files.delete(tar);
            }
        }
        layout.close();
    }

    private Ground ground(Path scratch) throws IOException, InterruptedException {
        if (base != null) {
            return new Ground.Published(base);
        }
        Path root = scratch.resolve("root");
        new JavaRuntime(root).make();
        return new Ground.Folder(root, System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
    }

    /** What the largest of them needs on the way to a node. */
    private static long mebibytes(Map<String, Path> tars) throws IOException {
        long largest = 0;
        for (Path tar : tars.values()) {
            largest = Math.max(largest, Files.size(tar));
        }
        return largest >> 20;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
