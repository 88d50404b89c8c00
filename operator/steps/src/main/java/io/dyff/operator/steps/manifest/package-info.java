/** Reads the manifest of an Evaluation that a step program is given, and says plainly what is wrong with it. */
package io.dyff.operator.steps.manifest;
