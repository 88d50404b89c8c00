package io.dyff.routes.api.registry;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Where a repository's parts are below its entity's folder. */
final class Layout {
    static final String BLOBS = "blobs/";
    static final String MANIFESTS = "manifests/";
    static final String TAGS = "tags/";
    static final String UPLOADS = ".uploads/";
    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

    private Layout() {}

    static String blob(String digest) {
        return BLOBS + file(digest);
    }

    static String manifest(String digest) {
        return MANIFESTS + file(digest);
    }

    static String tag(String tag) {
        return TAGS + tag;
    }

    /**
     * A new key for a chunk; two that come at once never share one, so that a chunk and its digest belong together.
     *
     * @param offset of the chunk in the blob; keys stand in the order of the chunks
     */
    static String chunk(String upload, long offset) {
        return String.format(Locale.ROOT, "%s%s/%019d-%s", UPLOADS, upload, offset, UUID.randomUUID());
    }

    static boolean isDigest(String reference) {
        return reference.contains(":");
    }

    /** The hexadecimal digits of a digest; only SHA-256 is taken. */
    static String hex(String digest) {
        if (!SHA256.matcher(digest).matches()) {
            throw RegistryException.badDigest(digest + " is not sha256 with 64 hexadecimal digits");
        }
        return digest.substring(digest.indexOf(':') + 1);
    }

    private static String file(String digest) {
        return "sha256/" + hex(digest);
    }
}
