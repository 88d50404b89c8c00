package io.dyff.routes.host.rules;

/**
 * Why a file is not taken.
 *
 * @param file its name
 * @param line where in it, from 1; 0 when it concerns the whole file
 * @param reason a sentence without a full stop
 */
public record Refusal(String file, int line, String reason) {

    /** As compilers write it: {@code sink.camel.yaml:12: reason}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
