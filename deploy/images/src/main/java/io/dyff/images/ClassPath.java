package io.dyff.images;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars of a program, in their order.
 *
 * @param ours which change with each build
 * @param others which seldom do
 * @param all both
 */
record ClassPath(List<Path> ours, List<Path> others, List<Path> all) {
    private static final String FOLDER = "/app/lib/";

    /**
     * Reads what a build has left.
     *
     * @param build holds {@code MODULE.jar} and {@code MODULE.classpath}, a line of paths
     */
    static ClassPath of(Path build, String module) throws IOException {
        List<Path> all = Stream.concat(
                        Stream.of(build.resolve(module + ".jar").toString()),
                        Arrays.stream(Files.readString(build.resolve(module + ".classpath"))
                                .strip()
                                .split(File.pathSeparator, -1)))
                .map(Path::of)
                .toList();
        List<Path> ours = new ArrayList<>(all);
        ours.removeIf(jar -> !jar.startsWith(build));
        List<Path> others = new ArrayList<>(all);
        others.removeAll(ours);
        return new ClassPath(List.copyOf(ours), List.copyOf(others), all);
    }

    /** Where the image keeps a jar. */
    static String inImage(Path jar) {
        return FOLDER + jar.getFileName();
    }

    /** As options of Java: small heaps are the manifests' business, not the image's. */
    String options() {
        return "--enable-native-access=ALL-UNNAMED\n-cp\n\""
                + String.join(":", all.stream().map(ClassPath::inImage).toList()) + "\"\n";
    }
}
