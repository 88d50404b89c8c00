package io.dyff.operator.controller.plan;

import io.dyff.operator.controller.status.Reason;

/**
 * What keeps pods from running, at the moment.
 *
 * @param reason the sort of it, which says who can help
 * @param message for people: whom it was said of, in Kubernetes' words
 */
public record Hindrance(Reason reason, String message) {}
