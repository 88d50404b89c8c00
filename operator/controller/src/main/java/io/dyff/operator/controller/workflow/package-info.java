/** What all kinds share: the pass from observing to reporting, the table of steps, and the status. */
@NullMarked
package io.dyff.operator.controller.workflow;

import org.jspecify.annotations.NullMarked;
