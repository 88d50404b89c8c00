/** Evaluation: its steps, one class per Kubernetes object, and the skeletons they fill. */
@NullMarked
package io.dyff.operator.controller.evaluation;

import org.jspecify.annotations.NullMarked;
