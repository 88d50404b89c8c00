package io.dyff.images;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What an image stands on: something with Java 21 or newer, for each of its platforms. */
sealed interface Ground {

    /** The architectures that it can be had for, as images name them. */
    Set<String> architectures();

    /** Begins an image. */
    JibContainerBuilder begin() throws IOException, InvalidImageReferenceException;

    /**
     * An image of a registry, which has {@code java} on its PATH; by digest it is always the same.
     *
     * @param reference such as {@code registry.example/java@sha256:…}
     */
    record Published(String reference) implements Ground {
        @Override
        public Set<String> architectures() {
            return Set.of("amd64", "arm64");
        }

        @Override
        public JibContainerBuilder begin() throws InvalidImageReferenceException {
            return Jib.from(RegistryImage.named(ImageReference.parse(reference)));
        }
    }

    /**
     * Nothing but a folder with Java and the libraries that it needs: no shell, no package manager, no other programs.
     *
     * @param root what the image's root is to hold
     * @param architecture for which its programs are
     */
    record Folder(Path root, String architecture) implements Ground {
        private static final String EXECUTABLE = "755";
        private static final String FILE = "644";

        @Override
        public Set<String> architectures() {
            return Set.of(architecture);
        }

        @Override
        public JibContainerBuilder begin() throws IOException {
            FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("java");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    layer.addEntry(
                            file,
                            AbsoluteUnixPath.get("/" + root.relativize(file)),
                            FilePermissions.fromOctalString(Files.isExecutable(file) ? EXECUTABLE : FILE));
                }
            }
            return Jib.fromScratch()
                    .setFileEntriesLayers(List.of(layer.build()))
                    .setEnvironment(Map.of("PATH", "/" + JavaRuntime.HOME + "/bin", "LANG", "C.UTF-8"));
        }
    }
}
