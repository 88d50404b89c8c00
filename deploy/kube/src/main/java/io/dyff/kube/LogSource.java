package io.dyff.kube;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Gives the output of containers; whoever runs the pods plugs it in. */
@FunctionalInterface
public interface LogSource {

    /**
     * What is asked for.
     *
     * @param container empty when the pod has only one
     * @param follow    the stream goes on until the container ends
     * @param previous  of the container's run before the present one
     */
    record Request(
            String namespace,
            String pod,
            String container,
            boolean follow,
            boolean previous,
            OptionalLong tailLines,
            OptionalLong limitBytes,
            Optional<Instant> since,
            boolean timestamps) {}

    /** There is no output to give; the message tells the user why. */
    final class Unavailable extends IOException {
        public Unavailable(String message) {
            super(message);
        }
    }

    /**
     * Opens the output. The reading thread is interrupted when the client leaves, and then closes the stream.
     *
     * @throws Unavailable when the container has not started, or nobody knows it
     */
    InputStream open(Request request) throws IOException;
}
