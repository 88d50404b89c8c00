package io.dyff.routes.host.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder as a kubelet mounts a ConfigMap: its files are links through one that changes. */
final class TestingMount {

    private TestingMount() {}

    /** Mounts these texts, by file name, at a folder that is there and empty. */
    static void of(Path folder, Map<String, String> texts) throws IOException {
        Path generation = Files.createDirectory(folder.resolve("..2026_01_01"));
        Files.createSymbolicLink(folder.resolve("..data"), generation.getFileName());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(generation.resolve(text.getKey()), text.getValue());
            Files.createSymbolicLink(folder.resolve(text.getKey()), Path.of("..data", text.getKey()));
        }
    }
}
