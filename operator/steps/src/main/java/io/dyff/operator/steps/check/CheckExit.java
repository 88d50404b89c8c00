package io.dyff.operator.steps.check;

import io.dyff.operator.steps.ExitCodes;

/** How the check ends (operator/exit-codes.yaml). */
final class CheckExit {

    private static final ExitCodes CODES = ExitCodes.of("check-dataset");

    static final int UNEXPECTED = CODES.code("Unexpected");
    static final int UNUSABLE_INPUT = CODES.code("UnusableInput");
    static final int STORAGE = CODES.code("Storage");
    static final int MISSING = CODES.code("Missing");
    static final int UNUSABLE = CODES.code("Unusable");

    private CheckExit() {}
}
