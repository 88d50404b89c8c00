/** Check of a dataset: opens all files before anybody evaluates it. */
package io.dyff.operator.steps.check;
