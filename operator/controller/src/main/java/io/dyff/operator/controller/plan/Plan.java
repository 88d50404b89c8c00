package io.dyff.operator.controller.plan;

import io.dyff.operator.controller.status.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pass does.
 *
 * @param changes writes, in this order
 * @param report what it then reports; null leaves the conditions as they are
 */
public record Plan(List<Change> changes, @Nullable Report report) {}
