package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One repository of models on a hub, by the paths of the hub's HTTP API. */
final class HubRepository {

    private final HubClient hub;
    private final String repoID;

    HubRepository(HubClient hub, String repoID) {
        this.hub = hub;
        this.repoID = repoID;
    }

    /** The commit that a revision is now, and its files with sizes and digests. */
    Snapshot snapshot(String revision) throws IOException, StepFailure {
        String path = "/api/models/" + repoID + "/revision/" + escaped(revision) + "?blobs=true";
        try (HubResponse response = hub.get(path, 0, repoID + " at " + revision);
                InputStream body = response.body()) {
            return Snapshot.read(body);
        }
    }

    /** A file's content, from a position on; the answer may begin before it. */
    HubResponse open(String commit, RemoteFile file, long from) throws IOException, StepFailure {
        String name = Arrays.stream(file.path().split("/"))
                .map(HubRepository::escaped)
                .collect(Collectors.joining("/"));
        return hub.get("/" + repoID + "/resolve/" + commit + "/" + name, from, file.path() + " of " + repoID);
    }

    private static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
