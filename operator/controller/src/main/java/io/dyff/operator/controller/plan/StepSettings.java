package io.dyff.operator.controller.plan;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the operator's configuration says about the step programs.
 *
 * @param images image of each program, by its name in operator/exit-codes.yaml
 * @param storageSecret Secret whose keys become the environment of our programs
 * @param hub where models are fetched from
 */
public record StepSettings(Map<String, String> images, String storageSecret, Hub hub) {

    /**
     * A hub of models.
     *
     * @param endpoint its URL
     * @param tokenSecret Secret whose key HF_TOKEN opens private and gated repositories; neither must be there
     */
    public record Hub(String endpoint, String tokenSecret) {}

    private static final String VARIABLE = "DYFF_OPERATOR__IMAGES__";

    public StepSettings {
        images = Map.copyOf(images);
    }

    /** Images that an environment names: {@code DYFF_OPERATOR__IMAGES__EVALUATION_CLIENT} is evaluation-client's. */
    public static Map<String, String> images(Map<String, String> environment) {
        Map<String, String> images = new TreeMap<>();
        environment.forEach((name, image) -> {
            if (name.startsWith(VARIABLE)) {
                images.put(
                        name.substring(VARIABLE.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'),
                        image);
            }
        });
        return images;
    }

    /**
     * The image of a program.
     *
     * @throws IllegalArgumentException when none is configured
     */
    public String image(String program) {
        String image = images.get(program);
        if (image == null || image.isBlank()) {
            throw new IllegalArgumentException("no image is configured for %1$s: --image %1$s=… or %2$s%3$s is missing"
                    .formatted(
                            program, VARIABLE, program.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return image;
    }
}
