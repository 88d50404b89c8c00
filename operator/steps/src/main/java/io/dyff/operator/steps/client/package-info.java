/** The evaluation client: asks an inference service about every dataset row and stores what it answers. */
package io.dyff.operator.steps.client;
