package io.dyff.operator.controller.evaluation;

import java.util.Map;

/**
 * What the operator's configuration says about the step programs.
 *
 * @param images image of each program, by its name in operator/exit-codes.yaml
 * @param storageSecret Secret whose keys become their environment
 */
public record StepSettings(Map<String, String> images, String storageSecret) {

    public static final String CLIENT = "evaluation-client";
    public static final String VERIFY = "verify-evaluation-output";

    public StepSettings {
        images = Map.copyOf(images);
    }

    /** The image of a program; every step's has to be there. */
    public String image(String program) {
        String image = images.get(program);
        if (image == null) {
            throw new IllegalArgumentException("no image is configured for " + program);
        }
        return image;
    }
}
