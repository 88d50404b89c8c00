package io.dyff.routes.api;

import io.dyff.routes.kind.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags. Source: RFC 9110 sections 8.8.3 and 13.1.2. They are weak: another release may write the same version of an
 * entity with other bytes.
 */
final class EntityTag {
    private static final String WEAK = "W/";

    private EntityTag() {}

    /** The tag of a version. */
    static String of(long version) {
        return WEAK + "\"" + version + "\"";
    }

    /** The tag of a version as those in that role are shown it: what reviewers are shown has the plain one. */
    static String of(long version, Viewer role) {
        return role == Viewer.REVIEWER ? of(version) : WEAK + "\"" + version + "-" + role.word() + "\"";
    }

    /**
     * True when one of the tags of an If-None-Match header is this one, in the weak comparison.
     *
     * @param ifNoneMatch tags with commas between them, or the star that is every tag
     */
    static boolean isNamed(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String given : ifNoneMatch.split(",", -1)) {
            String named = given.strip();
            if (named.equals("*") || opaque(named).equals(opaque(tag))) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
