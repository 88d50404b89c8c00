package io.dyff.node;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What pods print: the far side of an API server's {@code pods/log}. */
public interface PodLogs {

    /**
     * Opens the log of a container.
     *
     * @param uid the pod's uid, or null when its name decides
     * @param container the container's name, or null when the pod has only one
     * @return the bytes that the container printed; with {@link LogOptions#follow()} it ends when the container does, and
     *     reads block until then. Closing it is the reader's duty.
     * @throws Unavailable when there is no such log
     */
    InputStream open(String namespace, String pod, @Nullable String uid, @Nullable String container, LogOptions options)
            throws IOException;

    /** There is no such log: with the HTTP status that an API server answers. */
    final class Unavailable extends IOException {

        private final int status;

        public Unavailable(int status, String message) {
            super(message);
            this.status = status;
        }

        /** 404: no such pod. 400: no such container, or it has not started. */
        public int status() {
            return status;
        }
    }
}
