package io.dyff.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One blow at one step.
 *
 * @param name {@code <what is hit>-step-<number>}, with a word where a step has several moments
 * @param moment true once an evaluation has come to where what is hit is about to act, or acts
 */
record FaultCase(String name, Blow blow, BiPredicate<Scene, String> moment) {
    /** A service is in the middle of its start then. */
    private static final Duration STARTING = Duration.ofMillis(1_500);

    private static final Set<String> SELECTED = Set.of(
            "api-step-4",
            "aggregate-step-5",
            "sink-step-6",
            "orchestrate-step-7",
            "operator-step-9-client",
            "watch-step-10-end",
            "database-step-9-emptied",
            "postgres-kill",
            "aggregate-folder-gone",
            "orchestrate-second",
            "operator-second",
            "events-poison",
            "events-repeated");

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

    /** Those of the first set, and each part under each fault while a client asks its service. */
    static List<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>(first());
        for (Part part : Part.PROCESSES) {
            cases.add(whileAsking(part, "pause", Stop.pause(part)));
            cases.add(whileAsking(part, "slow", Stop.slow(part)));
            cases.add(whileAsking(part, "restart", new Kill(List.of(part), STARTING)));
            cases.add(whileAsking(part, "disk-full", FullDisk.of(part)));
        }
        cases.add(whileAsking(Part.POSTGRES, "pause", Stop.pause(Part.POSTGRES)));
        cases.add(whileAsking(Part.POSTGRES, "slow", Stop.slow(Part.POSTGRES)));
        cases.add(whileAsking(Part.POSTGRES, "disk-full", FullDisk.of(Part.POSTGRES)));
        cases.add(whileAsking(Part.POSTGRES, "kill", new Kill(List.of(Part.POSTGRES), Duration.ZERO)));
        cases.add(new FaultCase("infrastructure-kill", Kill.once("infrastructure"), FaultCase::runsClient));
        cases.add(new FaultCase("all-kill", new Kill(Part.PROCESSES, Duration.ZERO), FaultCase::runsClient));
        cases.add(new FaultCase("aggregate-folder-gone", new StateLoss(), FaultCase::runsClient));
        cases.add(new FaultCase("aggregate-positions-gone", new PositionsLoss(), FaultCase::runsClient));
        for (Part part : Part.REPEATABLE) {
            cases.add(whileAsking(part, "second", new Second(part)));
        }
        cases.add(new FaultCase("events-poison", BadRecords.POISON, FaultCase::runsClient));
        cases.add(new FaultCase("events-repeated", BadRecords.REPEATED, FaultCase::runsClient));
        return cases;
    }

    /** One of each sort, in few minutes. */
    static List<FaultCase> selection() {
        return all().stream().filter(fault -> SELECTED.contains(fault.name())).toList();
    }

    private static FaultCase whileAsking(Part part, String fault, Blow blow) {
        return new FaultCase(part.name() + "-" + fault, blow, FaultCase::runsClient);
    }

    /** The service's name begins the case's. */
    private static FaultCase kill(String name, BiPredicate<Scene, String> moment) {
        return new FaultCase(name, Kill.once(name.substring(0, name.indexOf('-'))), moment);
    }

    private static boolean runsClient(Scene scene, String id) {
        return scene.hasJob(id, "client");
    }
}
