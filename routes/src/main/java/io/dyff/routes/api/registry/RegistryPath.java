package io.dyff.routes.api.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of the registry, below {@code /v2/<resource>/<id>/}.
 *
 * @param resource of the entity that holds the image
 * @param id of that entity
 * @param part what is asked of it
 * @param reference digest, tag or upload that is meant; empty for the start of an upload and for the list of tags
 */
record RegistryPath(String resource, String id, Part part, String reference) {
    /** Source: OCI distribution specification 1.1, "Pulling manifests". */
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";

    private static final String DIGEST = "[a-z0-9]+(?:[+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+";

    /** The parts of a repository. */
    enum Part {
        UPLOADS("/blobs/uploads()"),
        UPLOAD("/blobs/uploads/([0-9a-f-]{36})"),
        BLOB("/blobs/(" + DIGEST + ")"),
        MANIFEST("/manifests/(" + DIGEST + "|" + TAG + ")"),
        TAGS("/tags/list()");

        private final Pattern form;

        Part(String form) {
            this.form = Pattern.compile("/v2/([a-z]+)/([0-9a-f]{32})" + form);
        }
    }

    /** @return empty when it is no path of a repository */
    static Optional<RegistryPath> of(String path) {
        for (Part part : Part.values()) {
            Matcher matcher = part.form.matcher(path);
            if (matcher.matches()) {
                return Optional.of(new RegistryPath(matcher.group(1), matcher.group(2), part, matcher.group(3)));
            }
        }
        return Optional.empty();
    }

    /** Of a part of the same repository. */
    String sibling(String part) {
        return "/v2/" + resource + "/" + id + "/" + part;
    }
}
