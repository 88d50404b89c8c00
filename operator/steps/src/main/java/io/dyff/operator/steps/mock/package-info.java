/** A model that is none: the inference service that tests and demonstrations talk to. */
package io.dyff.operator.steps.mock;
