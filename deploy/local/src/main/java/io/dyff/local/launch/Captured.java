package io.dyff.local.launch;

import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program of ours that ended.
 *
 * @param lines of its standard output; there is at least one
 */
record Captured(int exit, List<String> lines) {

    /** @param what it does, for messages */
    static Captured run(String what, ProcessBuilder builder) throws InterruptedException {
        try {
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (said.isBlank()) {
                throw LocalException.failed(what + " ended with exit code " + exit);
            }
            return new Captured(exit, said.strip().lines().toList());
        } catch (IOException e) {
            throw LocalException.failed(what + " cannot be started: " + e.getMessage());
        }
    }
}
