package io.dyff.local.infra;

import io.dyff.local.instance.Cache;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python environments for programs of the mapping file: each in a folder of the cache that is named after its pinned
 * packages, so that instances share it and other pins get another one. They are made at the first need.
 */
final class PythonEnvironments {
    private static final String TOOLS = "deploy/local/python";
    private static final List<String> NAMES = List.of("analysis", "analysis-pydantic1");
    private static final int DIGITS = 16;

    private final Path tools;

    PythonEnvironments(Project project) {
        this.tools = project.file(TOOLS);
    }

    /** For the mapping file: where the scripts are, and where each environment is or will be. */
    Map<String, String> placeholders() {
        Map<String, String> placeholders = new LinkedHashMap<>(Map.of("python.tools", tools.toString()));
        for (String name : NAMES) {
            placeholders.put(
                    "python." + name, folder(tools.resolve(name + ".txt")).toString());
        }
        return placeholders;
    }

    private static Path folder(Path pins) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(pins));
            String name = HexFormat.of().formatHex(digest).substring(0, DIGITS);
            return Cache.folder("python").resolve(name);
        } catch (IOException e) {
            throw LocalException.failed(pins + " cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
