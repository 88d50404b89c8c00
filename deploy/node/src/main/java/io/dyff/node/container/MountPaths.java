package io.dyff.node.container;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Translates paths inside a container to the folders of its pod, because a process has no file system of its own.
 * Only whole segments count, and the longest mount wins: with a mount at /data, /data/x is translated, /database is not.
 */
public final class MountPaths {

    private final List<Map.Entry<String, Path>> mounts;

    /** @param mounts folder per mount path */
    public MountPaths(Map<String, Path> mounts) {
        this.mounts = mounts.entrySet().stream()
                .map(mount -> Map.entry(trimmed(mount.getKey()), mount.getValue()))
                .sorted(Comparator.comparing((Map.Entry<String, Path> mount) ->
                                mount.getKey().length())
                        .reversed())
                .toList();
    }

    /** Translates a value that begins with a mount path, or is an option {@code --name=} followed by one. */
    public String rewrite(String value) {
        int equals = value.startsWith("-") ? value.indexOf('=') + 1 : 0;
        String path = value.substring(equals);
        for (Map.Entry<String, Path> mount : mounts) {
            if (path.equals(mount.getKey())) {
                return value.substring(0, equals) + mount.getValue();
            }
            if (path.startsWith(mount.getKey() + "/")) {
                return value.substring(0, equals)
                        + mount.getValue()
                        + path.substring(mount.getKey().length());
            }
        }
        return value;
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? trimmed(path.substring(0, path.length() - 1)) : path;
    }
}
