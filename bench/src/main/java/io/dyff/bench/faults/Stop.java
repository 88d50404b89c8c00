package io.dyff.bench.faults;

import io.dyff.local.launch.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a part stand still ({@code SIGSTOP}) without telling it: all at a stretch, as a machine that hangs, or again and again,
 * as one that has far too little processor time.
 *
 * @param still how long at a time
 * @param running how long in between
 * @param times how often
 */
record Stop(Part part, Duration still, Duration running, int times) implements Blow {

    /** For half a minute. */
    static Stop pause(Part part) {
        return new Stop(part, Duration.ofSeconds(30), Duration.ZERO, 1);
    }

    /** A fifth of its time, for twenty seconds. */
    static Stop slow(Part part) {
        return new Stop(part, Duration.ofMillis(200), Duration.ofMillis(50), 80);
    }

    @Override
    public void strike(Platform platform, Scene scene) throws InterruptedException {
        List<ProcessHandle> handles = part.handles(platform);
        for (int n = 0; n < times; n++) {
            signal("STOP", handles);
            try {
                rest(still);
            } finally {
                signal("CONT", handles);
            }
            rest(running);
        }
    }

    private static void rest(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Some of a server's children may have ended by themselves. */
    static void signal(String name, List<ProcessHandle> handles) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        handles.stream()
                .filter(ProcessHandle::isAlive)
                .map(handle -> Long.toString(handle.pid()))
                .forEach(command::add);
        SystemCommand.run(command);
    }
}
