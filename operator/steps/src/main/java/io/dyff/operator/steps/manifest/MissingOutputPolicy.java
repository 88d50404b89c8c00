package io.dyff.operator.steps.manifest;

/** What missing rows mean: a failed evaluation, or nothing. */
public enum MissingOutputPolicy {
    Error,
    Ignore
}
