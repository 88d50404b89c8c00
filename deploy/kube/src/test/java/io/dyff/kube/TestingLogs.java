package io.dyff.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A container's output that the test writes: a stand-in for the node agent. */
final class TestingLogs implements LogSource {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final StringBuilder text = new StringBuilder();

    void add(String more) {
        lock.lock();
        try {
            text.append(more);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Request> requests() {
        return requests;
    }

    /** Streams that nobody closed yet. */
    int open() {
        return open.get();
    }

    @Override
    public InputStream open(Request request) throws IOException {
        requests.add(request);
        if (!request.container().isEmpty() && !request.container().equals("main")) {
            throw new Unavailable("container " + request.container() + " is not valid for pod " + request.pod());
        }
        open.incrementAndGet();
        return new Output(request.follow());
    }

    private final class Output extends InputStream {

        private final boolean follow;
        private int position;

        Output(boolean follow) {
            this.follow = follow;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            lock.lock();
            try {
                while (position == text.length()) {
                    if (!follow) {
                        return -1;
                    }
                    grown.await();
                }
                byte[] rest = text.substring(position).getBytes(StandardCharsets.UTF_8);
                int count = Math.min(length, rest.length);
                System.arraycopy(rest, 0, buffer, offset, count);
                position += count;
                return count;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("The reader left");
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
