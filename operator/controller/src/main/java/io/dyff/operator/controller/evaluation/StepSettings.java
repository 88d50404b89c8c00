package io.dyff.operator.controller.evaluation;

/**
 * What the operator's configuration says about the step programs.
 *
 * @param clientImage image of the evaluation client
 * @param verifyImage image of the program that verifies its output
 * @param storageSecret Secret whose keys become the environment of both
 */
public record StepSettings(String clientImage, String verifyImage, String storageSecret) {}
