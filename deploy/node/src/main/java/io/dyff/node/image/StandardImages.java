package io.dyff.node.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The mapping file that the platform ships: its step programs and its model without a model. */
public final class StandardImages {

    private StandardImages() {}

    /** Writes the file into a folder, where people can read it, and returns its path. It needs ${steps.classpath}. */
    public static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("images.yaml");
        try (InputStream text = StandardImages.class.getResourceAsStream("/io/dyff/node/images.yaml")) {
            if (text == null) {
                throw new IOException("images.yaml is missing among the program's resources");
            }
            Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
