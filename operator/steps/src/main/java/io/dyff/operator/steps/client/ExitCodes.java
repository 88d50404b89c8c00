package io.dyff.operator.steps.client;

/** Exit codes of the evaluation client; 0, 10 and 20 are the contract's (contract/operator.md section 8.1). */
final class ExitCodes {

    static final int UNEXPECTED = 1;
    static final int UNUSABLE_INPUT = 2;
    static final int STORAGE = 3;
    static final int WRITER = 10;
    static final int INCOMPLETE = 20;
    static final int BAD_REQUEST = 30;
    static final int RETRY_LIMIT = 31;
    static final int TOTAL_TIMEOUT = 32;
    static final int CRASH_ON_PURPOSE = 99;
    static final int TERMINATED = 143;

    private ExitCodes() {}
}
