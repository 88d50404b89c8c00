package io.dyff.bench.faults;

import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.util.List;

/** A program of the system that does something to a process. */
final class SystemCommand {
    private SystemCommand() {}

    /**
     * Runs it to its end.
     *
     * @return its exit code
     * @throws LocalException when there is no such program
     */
    static int run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw LocalException.failed(command.getFirst() + " cannot be run: " + e.getMessage());
        }
    }
}
