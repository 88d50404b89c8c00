package io.dyff.bench.faults;

import io.dyff.local.launch.Administration;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import java.time.Duration;
import java.util.List;

/**
 * The broker has forgotten where the aggregator stood, as it does with a group that was away for a week: the aggregator does
 * not start then, and the command that it names makes its store anew.
 */
record PositionsLoss() implements Blow {
    private static final String GROUP = "dyff.aggregate-entity";

    @Override
    public void strike(Platform platform, Scene scene) throws InterruptedException {
        Part aggregate = new Part("aggregate");
        // Standing still, it is taken for dead after its session's time: then its group has no members.
        Stop.signal("STOP", aggregate.handles(platform));
        scene.records().forgetPositions(GROUP);
        new Kill(List.of(aggregate), Duration.ZERO).strike(platform, scene);
        new Administration(platform.folder(), Project.here()).run(List.of("aggregate", "rebuild"));
    }
}
