package io.dyff.operator.controller.status;

/**
 * A condition before it has a time.
 *
 * @param type condition type
 * @param status whether it holds
 * @param reason why, never absent
 * @param message for people, may be empty
 */
public record Fact(String type, boolean status, Reason reason, String message) {}
