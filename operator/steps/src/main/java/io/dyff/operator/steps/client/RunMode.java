package io.dyff.operator.steps.client;

/** How much of an evaluation a run does. */
public enum RunMode {
    /** Everything. */
    NORMAL,
    /** Reads and transforms all rows; asks and stores nothing. */
    DRY,
    /** Everything, but the process dies at a random moment, so that tests see a resume. */
    CRASHING
}
