package io.dyff.bench.faults;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * One blow at one step.
 *
 * @param name {@code <what is hit>-step-<number>}, with a word where a step has several moments
 * @param moment true once an evaluation has come to where what is hit is about to act, or acts
 */
record FaultCase(String name, Blow blow, BiPredicate<Scene, String> moment) {

    /** Each service at each step of the walkthrough that involves it, and the database while work runs. */
    static List<FaultCase> first() {
        return List.of(
                kill("api-step-2", (scene, id) -> true),
                kill("api-step-4", Scene::hasCreateEvent),
                kill("aggregate-step-5", Scene::hasCreateEvent),
                kill("sink-step-6", Scene::hasState),
                kill("orchestrate-step-7", Scene::hasState),
                kill("orchestrate-step-7-created", Scene::hasResource),
                kill("aggregate-step-8", Scene::hasAdmittedEvent),
                kill("sink-step-8", Scene::hasAdmittedState),
                kill("operator-step-9-session", Scene::hasResource),
                kill("operator-step-9-client", FaultCase::runsClient),
                kill("operator-step-9-verify", (scene, id) -> scene.hasJob(id, "verify")),
                kill("watch-step-10-between", FaultCase::runsClient),
                kill("watch-step-10-end", (scene, id) -> scene.hasJob(id, "verify")),
                kill("aggregate-step-10", Scene::hasReport),
                kill("sink-step-10", Scene::hasReport),
                kill("api-step-11", Scene::isComplete),
                new FaultCase("database-step-9-emptied", DatabaseLoss.EMPTIED, FaultCase::runsClient),
                new FaultCase("database-step-9-restored", DatabaseLoss.RESTORED, FaultCase::runsClient));
    }

    /** The service's name begins the case's. */
    private static FaultCase kill(String name, BiPredicate<Scene, String> moment) {
        return new FaultCase(name, new Kill(name.substring(0, name.indexOf('-'))), moment);
    }

    private static boolean runsClient(Scene scene, String id) {
        return scene.hasJob(id, "client");
    }
}
