package io.dyff.operator.steps.evidence;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dyff.operator.steps.data.CodePoints;
import io.dyff.operator.steps.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file as evidence names it.
 *
 * @param path below what it was published in, with slashes
 * @param size in bytes
 */
@JsonPropertyOrder({"path", "size", "sha256"})
record FileDigest(String path, long size, String sha256) {

    static final Comparator<FileDigest> BY_PATH = Comparator.comparing(FileDigest::path, CodePoints.ORDER);

    /** Reads the file once. */
    static FileDigest of(String path, Path file) throws IOException {
        return new FileDigest(path, Files.size(file), Sha256.of(file));
    }

    /** In their order; none twice. */
    static List<FileDigest> read(JsonFields parent) throws EvidenceException {
        List<FileDigest> files = new ArrayList<>();
        for (JsonFields file : parent.objects("files")) {
            var digest = new FileDigest(file.text("path"), file.count("size"), file.sha256("sha256"));
            if (!files.isEmpty() && CodePoints.ORDER.compare(files.getLast().path, digest.path) >= 0) {
                throw file.wrong(
                        file.pathOf("path"), "behind " + files.getLast().path + ": files are sorted, each once");
            }
            files.add(digest);
        }
        return files;
    }
}
