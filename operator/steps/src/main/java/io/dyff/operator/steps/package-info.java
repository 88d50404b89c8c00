/** Placeholder. */
package io.dyff.operator.steps;
