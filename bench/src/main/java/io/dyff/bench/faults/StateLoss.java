package io.dyff.bench.faults;

import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** The aggregator is killed, and its folder is gone when it comes back. */
record StateLoss() implements Blow {
    private static final String FOLDER = "streams";

    @Override
    public void strike(Platform platform, Scene scene) throws InterruptedException {
        Part aggregate = new Part("aggregate");
        // It must not write while the folder goes, nor come back before; a stopped process can be killed.
        Stop.signal("STOP", aggregate.handles(platform));
        try {
            FileSystemUtils.deleteRecursively(platform.folder().file(FOLDER));
        } catch (IOException e) {
            throw LocalException.failed("the aggregator's folder cannot be deleted: " + e.getMessage());
        }
        new Kill(List.of(aggregate), Duration.ZERO).strike(platform, scene);
    }
}
