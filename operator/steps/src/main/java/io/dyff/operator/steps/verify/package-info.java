/** Verification: checks that the raw output of an evaluation is whole, and publishes it. */
package io.dyff.operator.steps.verify;
