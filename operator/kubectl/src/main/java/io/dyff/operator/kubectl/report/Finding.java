package io.dyff.operator.kubectl.report;

/**
 * Something that keeps a resource from going on, or ended it.
 *
 * @param object where it was seen, as {@code KIND/NAME}
 * @param symptom the word for it: Kubernetes' own, or a condition's reason
 * @param message what was said about it; may be empty
 */
public record Finding(String object, String symptom, String message) {}
