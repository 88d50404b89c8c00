package io.dyff.operator.kubectl.cluster;

/** What the exit code of every command means; where {@code ./dyff} has one for the same, it is the same. */
public final class ExitCode {
    public static final int OK = 0;

    /** The command ran and could not give its answer. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** There is no such object. */
    public static final int NOT_FOUND = 4;

    /** No cluster answers, or none is named. */
    public static final int UNAVAILABLE = 69;

    /** The cluster does not let this user do it. */
    public static final int FORBIDDEN = 77;

    private ExitCode() {}
}
