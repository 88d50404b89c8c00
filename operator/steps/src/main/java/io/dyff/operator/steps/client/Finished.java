package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.steps.outcome.RowOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A row that has been dealt with.
 *
 * @param row what is to be stored; null when there is nothing
 */
record Finished(RowOutcome outcome, @Nullable ObjectNode row) {}
