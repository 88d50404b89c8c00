package io.dyff.images;

import java.util.ArrayList;
import java.util.List;

/**
 * A program with an image of its own.
 *
 * @param image its name in the manifests of {@code deploy}, such as {@code dyff/services}
 * @param module whose class path it needs, as the build names its files
 * @param main its class
 * @param arguments that come before those of the container
 */
record Program(String image, String module, String main, List<String> arguments) {
    /** Where the image keeps the options of Java, the class path among them. */
    static final String OPTIONS = "/app/java.args";

    private static final String STEPS = "io.dyff.operator.steps.StepsMain";

    Program {
        arguments = List.copyOf(arguments);
    }

    /** All that is ours; reports run in an image with Python, which is not. */
    static List<Program> all() {
        List<Program> programs = new ArrayList<>();
        programs.add(new Program("dyff/services", "routes", "io.dyff.routes.Host", List.of()));
        programs.add(new Program(
                "dyff/operator", "operator-controller", "io.dyff.operator.controller.OperatorMain", List.of()));
        for (String step : List.of(
                "evaluation-client",
                "verify-evaluation-output",
                "fetch-analysis",
                "publish-analysis",
                "fetch-model",
                "check-dataset",
                "seed-dataset")) {
            programs.add(new Program("dyff/workflows/" + step, "operator-steps", STEPS, List.of(step)));
        }
        programs.add(
                new Program("dyff/workflows/inferenceservice-mock", "operator-steps", STEPS, List.of("mock-model")));
        return List.copyOf(programs);
    }

    /** What a container runs; {@code java} is found on the image's PATH, whatever it stands on. */
    List<String> entrypoint() {
        List<String> command = new ArrayList<>(List.of("java", "@" + OPTIONS, main));
        command.addAll(arguments);
        return command;
    }
}
