package io.dyff.operator.steps.model;

import io.dyff.operator.steps.ExitCodes;

/** How a fetch ends; the rows of operator/exit-codes.yaml say what each means. */
final class FetchExit {

    private static final ExitCodes CODES = ExitCodes.of("fetch-model");

    static final int UNEXPECTED = CODES.code("Unexpected");
    static final int UNUSABLE_INPUT = CODES.code("UnusableInput");
    static final int STORAGE = CODES.code("Storage");
    static final int HUB = CODES.code("Hub");
    static final int WRONG_CONTENT = CODES.code("WrongContent");
    static final int NOT_FOUND = CODES.code("NotFound");
    static final int NOT_ALLOWED = CODES.code("NotAllowed");
    static final int NO_FILES = CODES.code("NoFiles");
    static final int REFUSED = CODES.code("Refused");

    private FetchExit() {}
}
