package io.dyff.operator.steps.manifest;

/** What verification does with rows stored twice: keep one of them, fail, or keep them all. */
public enum DuplicateOutputPolicy {
    Deduplicate,
    Error,
    Ignore
}
