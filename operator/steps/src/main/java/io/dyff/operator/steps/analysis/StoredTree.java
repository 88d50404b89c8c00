package io.dyff.operator.steps.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.StorageLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of an entity in storage. Where the entity's user declared them, exactly those are taken, each with its
 * declared digest.
 */
final class StoredTree {

    private static final ExitCodes EXIT = ExitCodes.of("fetch-analysis");
    private static final String PLATFORM = ".dyff/";
    private static final String DECLARED = PLATFORM + "artifacts.json";

    private final ObjectStorage storage;
    private final StorageLocation location;

    StoredTree(ObjectStorage storage, StorageLocation location) {
        this.storage = storage;
        this.location = location;
    }

    /** Downloads all into a folder; returns how many files there were. */
    int fetch(Path folder) throws IOException, StepFailure {
        Files.createDirectories(folder);
        Map<String, String> digests = new TreeMap<>();
        boolean declared = declared(folder, digests);
        int fetched = 0;
        for (StoredFile file : storage.list(location)) {
            boolean wanted =
                    declared ? digests.containsKey(file.path()) : !file.path().startsWith(PLATFORM);
            if (wanted) {
                Path local = download(file.path(), folder);
                check(local, file.path(), digests.remove(file.path()));
                fetched++;
            }
        }
        if (fetched == 0 || (declared && !digests.isEmpty())) {
            String what = digests.isEmpty()
                    ? "no files"
                    : "no file " + digests.keySet().iterator().next();
            throw new StepFailure(EXIT.code("Missing"), location + " has " + what + ".");
        }
        return fetched;
    }

    /** Reads what was declared, path to digest; false when nothing was. */
    private boolean declared(Path folder, Map<String, String> digests) throws IOException {
        StorageLocation list = location.resolve(DECLARED);
        if (!storage.exists(list)) {
            return false;
        }
        Path file = folder.resolveSibling(folder.getFileName() + ".artifacts");
        try {
            storage.download(list, file);
            for (JsonNode artifact : new JsonMapper().readTree(file.toFile())) {
                digests.put(
                        artifact.path("path").asText(),
                        artifact.at("/digest/md5").asText());
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return true;
    }

    private Path download(String path, Path folder) throws StepFailure, IOException {
        Path local = local(path, folder);
        try {
            Files.createDirectories(local.getParent());
            Files.deleteIfExists(local);
        } catch (IOException e) {
            throw unusable(path);
        }
        storage.download(location.resolve(path), local);
        return local;
    }

    private Path local(String path, Path folder) throws StepFailure {
        try {
            Path local = folder.resolve(path).normalize();
            if (local.startsWith(folder) && !local.equals(folder)) {
                return local;
            }
        } catch (InvalidPathException e) {
            throw unusable(path);
        }
        throw unusable(path);
    }

    private StepFailure unusable(String path) {
        return new StepFailure(
                EXIT.code("UnusableInput"), location + " holds a file whose name no folder can have: " + path);
    }

    private void check(Path local, String path, @Nullable String declared) throws IOException, StepFailure {
        if (declared != null && !declared.isEmpty() && !md5(local).equals(declared)) {
            throw new StepFailure(
                    EXIT.code("WrongDigest"),
                    location.resolve(path) + " has not the md5 that was declared for it; upload it anew.");
        }
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            new DigestInputStream(in, md5).transferTo(OutputStream.nullOutputStream());
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
