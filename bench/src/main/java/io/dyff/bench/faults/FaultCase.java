package io.dyff.bench.faults;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * One process killed at one step.
 *
 * @param name {@code <process>-step-<number>}, with a word where a step has several moments
 * @param process its name when each service has one of its own
 * @param moment true once an evaluation has come to where the process is about to act, or acts
 */
record FaultCase(String name, String process, BiPredicate<Scene, String> moment) {

    /** Each service at each step of the walkthrough that involves it. */
    static List<FaultCase> first() {
        return List.of(
                new FaultCase("api-step-2", "api", (scene, id) -> true),
                new FaultCase("api-step-4", "api", Scene::hasCreateEvent),
                new FaultCase("aggregate-step-5", "aggregate", Scene::hasCreateEvent),
                new FaultCase("sink-step-6", "sink", Scene::hasState),
                new FaultCase("orchestrate-step-7", "orchestrate", Scene::hasState),
                new FaultCase("orchestrate-step-7-created", "orchestrate", Scene::hasResource),
                new FaultCase("aggregate-step-8", "aggregate", Scene::hasAdmittedEvent),
                new FaultCase("sink-step-8", "sink", Scene::hasAdmittedState),
                new FaultCase("operator-step-9-session", "operator", Scene::hasResource),
                new FaultCase("operator-step-9-client", "operator", (scene, id) -> scene.hasJob(id, "client")),
                new FaultCase("operator-step-9-verify", "operator", (scene, id) -> scene.hasJob(id, "verify")),
                new FaultCase("watch-step-10-between", "watch", (scene, id) -> scene.hasJob(id, "client")),
                new FaultCase("watch-step-10-end", "watch", (scene, id) -> scene.hasJob(id, "verify")),
                new FaultCase("aggregate-step-10", "aggregate", Scene::hasReport),
                new FaultCase("sink-step-10", "sink", Scene::hasReport),
                new FaultCase("api-step-11", "api", Scene::isComplete));
    }
}
