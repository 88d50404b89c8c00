package io.dyff.local.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a Java process write what each of its threads does to its log: a start that hangs leaves nothing else behind. */
final class ThreadDump {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadDump.class);
    private static final Duration WRITING = Duration.ofSeconds(2);

    private ThreadDump() {}

    /** Asks for it and leaves it a moment to be written. False for a program that is not Java's: the signal would end it. */
    static boolean ask(ProcessHandle process) throws InterruptedException {
        boolean java =
                process.info().command().filter(path -> path.endsWith("/java")).isPresent();
        if (!java) {
            return false;
        }
        try {
            int code = new ProcessBuilder(
                            "/bin/sh", "-c", "kill -s QUIT \"$1\"", "signal", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            process.onExit()
                    .completeOnTimeout(process, WRITING.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return code == 0;
        } catch (IOException noShell) {
            LOG.warn("cannot run /bin/sh to ask process {} for its threads: {}", process.pid(), noShell.getMessage());
            return false;
        }
    }
}
