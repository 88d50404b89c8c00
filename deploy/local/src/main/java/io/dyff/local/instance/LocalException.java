package io.dyff.local.instance;

/** A sentence for the user that names the thing and the fix, and the exit code that goes with it. */
public final class LocalException extends RuntimeException {
    private final int exitCode;

    public LocalException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public LocalException(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** The command ran, and failed for this reason. */
    public static LocalException failed(String sentence) {
        return new LocalException(ExitCode.FAILED, sentence);
    }

    public int exitCode() {
        return exitCode;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
