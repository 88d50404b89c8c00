package io.dyff.operator.kubectl.cluster;

/** A sentence for the user that names the thing and the fix, and the exit code that goes with it. */
public final class PluginException extends RuntimeException {
    private final int exitCode;

    public PluginException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
