package io.dyff.operator.steps.verify;

import io.dyff.operator.steps.ExitCodes;

/** How the verification ends; the first three are bits (operator/exit-codes.yaml). */
final class VerifyExit {

    private static final ExitCodes CODES = ExitCodes.of("verify-evaluation-output");

    static final int OUTPUT_ERROR = CODES.code("OutputError");
    static final int MISSING = CODES.code("Missing");
    static final int DUPLICATES = CODES.code("Duplicates");
    static final int UNUSABLE_INPUT = CODES.code("UnusableInput");
    static final int UNEXPECTED = CODES.code("Unexpected");

    private VerifyExit() {}
}
