package io.dyff.operator.steps.client;

import io.dyff.operator.steps.ExitCodes;

/** How the evaluation client ends; the rows of operator/exit-codes.yaml say what each means. */
final class ClientExit {

    private static final ExitCodes CODES = ExitCodes.of("evaluation-client");

    static final int UNEXPECTED = CODES.code("Unexpected");
    static final int UNUSABLE_INPUT = CODES.code("UnusableInput");
    static final int STORAGE = CODES.code("Storage");
    static final int DATASET_MISSING = CODES.code("DatasetMissing");
    static final int WRITER = CODES.code("Writer");
    static final int OUT_OF_MEMORY = CODES.code("OutOfMemory");
    static final int INCOMPLETE = CODES.code("Incomplete");
    static final int BAD_REQUEST = CODES.code("BadRequest");
    static final int RETRY_LIMIT = CODES.code("RetryLimit");
    static final int TOTAL_TIMEOUT = CODES.code("TotalTimeout");
    static final int CRASH_ON_PURPOSE = CODES.code("CrashOnPurpose");
    static final int TERMINATED = CODES.code("Terminated");

    private ClientExit() {}
}
