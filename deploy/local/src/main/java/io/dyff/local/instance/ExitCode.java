package io.dyff.local.instance;

/** What the launcher's exit code means; the same for every command. */
public final class ExitCode {
    public static final int OK = 0;

    /** The command ran and its result is bad, or something of the platform failed. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** A program that is needed is not installed. */
    public static final int UNAVAILABLE = 69;

    /** The data folder cannot be used: foreign, not writable, or in use. */
    public static final int FOLDER = 73;

    /** A port is taken. */
    public static final int PORT = 74;

    private ExitCode() {}
}
