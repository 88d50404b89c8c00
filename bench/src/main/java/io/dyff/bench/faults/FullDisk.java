package io.dyff.bench.faults;

import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Platform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A part can write to no file for a while, by the limit that the kernel sets to the size of files: harder than a disk
 * without room, which still takes what replaces something. What it starts meanwhile has the limit, too. Needs {@code
 * prlimit} of util-linux.
 */
record FullDisk(Part part, Duration time) implements Blow {

    /** For fifteen seconds. */
    static FullDisk of(Part part) {
        return new FullDisk(part, Duration.ofSeconds(15));
    }

    /** A database that cannot write its log ends, and the infrastructure with it; so does a broker. */
    @Override
    public boolean losesNode() {
        return part.equals(Part.INFRASTRUCTURE) || part.equals(Part.POSTGRES);
    }

    @Override
    public void strike(Platform platform, Scene scene) throws InterruptedException {
        List<ProcessHandle> handles = part.handles(platform);
        limit("0", handles);
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            limit("unlimited", handles);
        }
    }

    /** The soft limit: the hard one, which only an administrator could raise again, stays. */
    private static void limit(String bytes, List<ProcessHandle> handles) throws InterruptedException {
        for (ProcessHandle handle : handles) {
            int code = SystemCommand.run(
                    List.of("prlimit", "--pid", Long.toString(handle.pid()), "--fsize=" + bytes + ":"));
            if (code != 0 && handle.isAlive()) {
                throw LocalException.failed("the limit of process " + handle.pid() + " cannot be set");
            }
        }
    }
}
