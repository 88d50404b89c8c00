package io.dyff.routes.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths whose bodies are streams or whose tails are free: plain handlers serve them, not routes. */
public final class BytePaths {
    /** Signed object URLs. */
    public static final String OBJECTS = "/objects/";

    private static final Pattern INFER = Pattern.compile("/v0/inferencesessions/([^/]+)/infer/(.+)");
    private static final Pattern UPLOAD = Pattern.compile("(/v0/[a-z]+/[^/]+/upload)/(.+)");

    private BytePaths() {}

    /** True when the body must not be read before its handler does. */
    public static boolean streams(String path) {
        return path.startsWith(OBJECTS) || INFER.matcher(path).matches();
    }

    static Matcher upload(String path) {
        return UPLOAD.matcher(path);
    }

    /** Matches an inference path: group 1 is the session, group 2 the endpoint, both still encoded. */
    public static Matcher infer(String path) {
        return INFER.matcher(path);
    }
}
