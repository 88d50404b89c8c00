package io.dyff.kube.http;

import java.util.ArrayList;
import java.util.List;

/** Warnings as values of the header of that name (RFC 7234, 5.5), as many as clients can be expected to read. */
final class Warnings {

    /** As the real server: of more than so many characters in all, each is cut to the second number, and the rest goes. */
    private static final int MOST = 4096;

    private static final int MOST_OF_ONE = 256;

    private Warnings() {}

    static List<String> headers(List<String> warnings) {
        boolean many = warnings.stream().mapToInt(String::length).sum() > MOST;
        List<String> headers = new ArrayList<>();
        int left = MOST;
        for (String warning : warnings) {
            String text = many ? warning.substring(0, Math.min(warning.length(), MOST_OF_ONE)) : warning;
            left -= text.length();
            if (left < 0) {
                break;
            }
            headers.add("299 - \"" + escaped(text) + "\"");
        }
        return headers;
    }

    /** What a client sent may stand in it, so nothing may end the header. */
    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
