package io.dyff.operator.steps.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Model custom resource with a source on a hub, as far as its fetch needs it.
 *
 * @param repoID {@code name} or {@code owner/name}
 * @param revision a branch, a tag or a commit
 * @param allowPatterns which files are wanted; all when absent
 * @param ignorePatterns which of those are not
 */
public record ModelManifest(
        String id,
        String repoID,
        String revision,
        Optional<List<String>> allowPatterns,
        Optional<List<String>> ignorePatterns) {

    private static final String SOURCE = "HuggingFaceHub";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([-.A-Za-z0-9_]*[A-Za-z0-9_])?");
    private static final Pattern REVISION = Pattern.compile("[^\\s\\p{Cntrl}\\\\]+");

    public static ModelManifest read(Path file) throws ManifestException {
        try {
            ManifestNode root = new ManifestNode("", ManifestYaml.read(file));
            if (!root.required("kind").equals("Model")) {
                throw new ManifestException("kind must be Model, got " + root.required("kind"));
            }
            return of(root.object("spec"));
        } catch (IOException e) {
            throw new ManifestException("Cannot read the manifest " + file + ": " + e.getMessage());
        }
    }

    private static ModelManifest of(ManifestNode spec) throws ManifestException {
        ManifestNode source = spec.object("source");
        if (!source.required("kind").equals(SOURCE)) {
            throw new ManifestException("spec.source.kind must be " + SOURCE + ", nothing else can be fetched; got "
                    + source.required("kind"));
        }
        ManifestNode hub = source.object("huggingFaceHub");
        return new ModelManifest(
                spec.id("id"),
                repository(hub.required("repoID")),
                revision(hub.required("revision")),
                patterns(hub, "allowPatterns"),
                patterns(hub, "ignorePatterns"));
    }

    /** Both become parts of URLs and of names of objects. */
    private static String repository(String repoID) throws ManifestException {
        String[] names = repoID.split("/", -1);
        if (names.length > 2 || !Arrays.stream(names).allMatch(ModelManifest::isName)) {
            throw new ManifestException("spec.source.huggingFaceHub.repoID must be name or owner/name, got " + repoID);
        }
        return repoID;
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.contains("--") && !name.contains("..");
    }

    private static String revision(String revision) throws ManifestException {
        boolean usable = REVISION.matcher(revision).matches()
                && Arrays.stream(revision.split("/", -1))
                        .noneMatch(part -> List.of("", ".", "..").contains(part));
        if (!usable) {
            throw new ManifestException(
                    "spec.source.huggingFaceHub.revision must be a branch, a tag or a commit, got " + revision);
        }
        return revision;
    }

    private static Optional<List<String>> patterns(ManifestNode hub, String field) throws ManifestException {
        return hub.has(field) ? Optional.of(hub.strings(field)) : Optional.empty();
    }
}
