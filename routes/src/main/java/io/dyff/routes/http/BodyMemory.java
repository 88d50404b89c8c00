package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import java.util.concurrent.Semaphore;

/** The memory that request bodies may fill, all of them together: what comes beyond it is asked to come again. */
final class BodyMemory {
    private final Semaphore free;

    /** @param bytes for all bodies that are read at the same time */
    BodyMemory(int bytes) {
        this.free = new Semaphore(bytes);
    }

    /** A sixteenth of the heap: a document takes several times its size once it is parsed. */
    static BodyMemory ofHeap(int smallest) {
        long share = Runtime.getRuntime().maxMemory() / 16;
        return new BodyMemory((int) Math.clamp(share, smallest, Integer.MAX_VALUE));
    }

    /** What one request takes; closing gives it back. */
    final class Share implements AutoCloseable {
        private int taken;

        void take(int bytes) {
            if (!free.tryAcquire(bytes)) {
                throw Problem.retryLater(503, "too many bodies are being read at once; nothing was written", 1)
                        .exception();
            }
            taken += bytes;
        }

        @Override
        public void close() {
            free.release(taken);
            taken = 0;
        }
    }

    Share share() {
        return new Share();
    }
}
