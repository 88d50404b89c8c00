package io.dyff.operator.steps.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the files of a folder with those that are attested: no file more, none less, each byte for byte. */
final class FolderCheck {

    private final Map<String, Path> files;

    /** @param files by name, as {@link FolderFiles} lists them */
    FolderCheck(Map<String, Path> files) {
        this.files = files;
    }

    /** @param ignored names that may be there though they are not attested */
    Check run(String check, Collection<FileDigest> attested, Predicate<String> ignored) throws EvidenceException {
        List<String> differences = new ArrayList<>();
        Set<String> named = new HashSet<>();
        long bytes = 0;
        for (FileDigest file : attested) {
            named.add(file.path());
            bytes += file.size();
            difference(file).ifPresent(differences::add);
        }
        files.keySet().stream()
                .filter(name -> !named.contains(name) && !ignored.test(name))
                .forEach(name -> differences.add(name + ": additional, no file of this name is attested"));
        return Check.of(check, attested.size() + " files, " + bytes + " bytes", differences);
    }

    private Optional<String> difference(FileDigest attested) throws EvidenceException {
        @Nullable Path file = files.get(attested.path());
        if (file == null) {
            return Optional.of(attested.path() + ": missing");
        }
        FileDigest found = digest(attested.path(), file);
        if (found.size() != attested.size()) {
            return Optional.of(attested.path() + ": has " + found.size() + " bytes, attested are " + attested.size());
        }
        return found.sha256().equals(attested.sha256())
                ? Optional.empty()
                : Optional.of(
                        attested.path() + ": has the sha256 " + found.sha256() + ", attested is " + attested.sha256());
    }

    private static FileDigest digest(String name, Path file) throws EvidenceException {
        try {
            return FileDigest.of(name, file);
        } catch (IOException e) {
            throw new EvidenceException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
