/** What became of each row of an evaluation, and of all together (docs/outcomes.md). */
@NullMarked
package io.dyff.operator.steps.outcome;

import org.jspecify.annotations.NullMarked;
