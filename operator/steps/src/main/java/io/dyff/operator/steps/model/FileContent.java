package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the content of a file must be. The hub says it twice, in its list and when it is asked for the file; both must
 * agree.
 *
 * @param size in bytes
 * @param digest SHA-256 in 64 hexadecimal digits, or the id that git gives the content in 40
 */
record FileContent(long size, String digest) {

    private static final String KNOWN = "[0-9a-f]{64}|[0-9a-f]{40}";

    /** As the list has it, when it says all. */
    static Optional<FileContent> listed(RemoteFile file) {
        return file.size().isPresent()
                        && file.digest().filter(text -> text.matches(KNOWN)).isPresent()
                ? Optional.of(new FileContent(file.size().get(), file.digest().get()))
                : Optional.empty();
    }

    /**
     * @param told the hub's own answer for the file
     * @throws StepFailure when the hub does not say what the content is, or contradicts itself
     */
    static FileContent of(RemoteFile file, HubResponse told) throws StepFailure {
        Optional<Long> size = agreed(file, "size", file.size(), size(told));
        Optional<String> digest = agreed(file, "digest", file.digest(), digest(told));
        if (size.isEmpty() || digest.isEmpty() || !digest.get().matches(KNOWN)) {
            throw new StepFailure(
                    FetchExit.REFUSED,
                    "The hub does not say size and digest of " + file.path() + ", so that nobody could check it.");
        }
        return new FileContent(size.get(), digest.get());
    }

    private static Optional<Long> size(HubResponse told) {
        return told.field("x-linked-size")
                .or(() -> told.field("location").isPresent() ? Optional.empty() : whole(told))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    /** The size in an answer that the hub gives itself, which may be a part of the file. */
    private static Optional<String> whole(HubResponse told) {
        return told.field("content-range")
                .map(range -> range.substring(range.lastIndexOf('/') + 1))
                .or(() -> told.field("content-length"));
    }

    private static Optional<String> digest(HubResponse told) {
        return told.field("x-linked-etag")
                .or(() -> told.field("etag"))
                .map(tag -> tag.replaceFirst("^W/", "").replace("\"", ""))
                .filter(tag -> tag.matches(KNOWN));
    }

    private static <T> Optional<T> agreed(RemoteFile file, String what, Optional<T> listed, Optional<T> told)
            throws StepFailure {
        if (listed.isPresent() && told.isPresent() && !listed.equals(told)) {
            throw new StepFailure(
                    FetchExit.WRONG_CONTENT,
                    "The hub contradicts itself about the %s of %s: %s and %s."
                            .formatted(what, file.path(), listed.get(), told.get()));
        }
        return listed.or(() -> told);
    }

    /** Takes the content, all of it, and tells its digest. */
    MessageDigest start() {
        try {
            if (digest.length() == 64) {
                return MessageDigest.getInstance("SHA-256");
            }
            MessageDigest git = MessageDigest.getInstance("SHA-1");
            git.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            return git;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the content that was taken is the one. */
    boolean is(MessageDigest taken) {
        return HexFormat.of().formatHex(taken.digest()).equals(digest);
    }
}
