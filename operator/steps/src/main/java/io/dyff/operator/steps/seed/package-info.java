/** Puts a small dataset into storage, so that the operator can be used without the rest of the platform. */
package io.dyff.operator.steps.seed;
