package io.dyff.operator.steps.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dyff.operator.steps.StepFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a revision of a repository is: a commit and its files.
 *
 * @param commit 40 hexadecimal digits
 */
record Snapshot(String commit, List<RemoteFile> files) {

    private static final JsonMapper JSON = new JsonMapper();

    /** More than any repository of models has files; what is read of each is little. */
    private static final long LONGEST_LIST = 256L << 20;

    /** Reads the hub's description of a revision, of which only what is needed stays in memory. */
    static Snapshot read(InputStream json) throws IOException, StepFailure {
        Revision revision = JSON.readValue(new Limited(json), Revision.class);
        String commit = revision.sha() == null ? "" : revision.sha();
        if (!commit.matches("[0-9a-f]{40}")) {
            throw new IOException("the hub names no commit");
        }
        List<RemoteFile> files = new ArrayList<>();
        for (Sibling sibling : Optional.ofNullable(revision.siblings()).orElse(List.of())) {
            files.add(sibling.file());
        }
        return new Snapshot(commit, files);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Revision(@Nullable String sha, @Nullable List<Sibling> siblings) {}

    /** A file: what git stores, which for a large one only points to it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Sibling(
            @Nullable String rfilename,
            @Nullable Long size,
            @Nullable String blobId,
            @Nullable Large lfs) {

        RemoteFile file() throws IOException, StepFailure {
            if (rfilename == null) {
                throw new IOException("the hub lists a file without a name");
            }
            if (lfs == null) {
                return RemoteFile.of(rfilename, Optional.ofNullable(size), Optional.ofNullable(blobId));
            }
            Long length = lfs.size() == null ? size : lfs.size();
            return RemoteFile.of(rfilename, Optional.ofNullable(length), Optional.ofNullable(lfs.sha256()));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Large(@Nullable String sha256, @Nullable Long size) {}

    /** Ends a list that has no end. */
    private static final class Limited extends FilterInputStream {

        private long left = LONGEST_LIST;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new IOException("the hub's list of files is longer than " + LONGEST_LIST + " bytes");
            }
            return read;
        }
    }
}
