package io.dyff.operator.steps.manifest;

/** What an answer means that blames the request: the end of the evaluation, or a null output for the item. */
public enum BadRequestPolicy {
    Abort,
    Skip
}
