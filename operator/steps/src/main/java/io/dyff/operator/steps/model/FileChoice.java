package io.dyff.operator.steps.model;

import java.util.List;
import java.util.Optional;

/** Which files are wanted: those that an allowed pattern matches, without those that an ignored one does. */
final class FileChoice {

    private final Optional<List<FileNamePattern>> allowed;
    private final List<FileNamePattern> ignored;

    /** @param allow all files when absent; none when the list is empty */
    FileChoice(Optional<List<String>> allow, Optional<List<String>> ignore) {
        allowed = allow.map(FileChoice::patterns);
        ignored = ignore.map(FileChoice::patterns).orElse(List.of());
    }

    private static List<FileNamePattern> patterns(List<String> texts) {
        return texts.stream().map(FileNamePattern::new).toList();
    }

    List<RemoteFile> of(List<RemoteFile> files) {
        return files.stream().filter(file -> wants(file.path())).toList();
    }

    private boolean wants(String path) {
        boolean isAllowed = allowed.isEmpty() || matches(allowed.get(), path);
        return isAllowed && !matches(ignored, path);
    }

    private static boolean matches(List<FileNamePattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
