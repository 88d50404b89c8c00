package io.dyff.node.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes programs ready that need it before their first start: what pulling is to an image. */
public final class Preparations {

    private static final Logger log = LoggerFactory.getLogger(Preparations.class);

    private final Set<ImageProgram> ready = ConcurrentHashMap.newKeySet();
    private final Map<ImageProgram, ReentrantLock> going = new ConcurrentHashMap<>();

    /**
     * Returns when the program can be started. Whoever comes while it is made ready waits for that; after a failure the
     * next one tries again.
     *
     * @throws ImageException with the last words of the preparation
     */
    public void await(ImageProgram program) {
        if (program.prepare().isEmpty() || ready.contains(program)) {
            return;
        }
        ReentrantLock lock = going.computeIfAbsent(program, key -> new ReentrantLock());
        lock.lock();
        try {
            if (!ready.contains(program)) {
                prepare(program);
                ready.add(program);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void prepare(ImageProgram program) {
        String lastLine = "";
        try {
            Process process = new ProcessBuilder(program.prepare())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log.info("makes an image ready; image={} output={}", program.name(), line);
                    lastLine = line.isBlank() ? lastLine : line;
                }
            }
            if (process.waitFor() == 0) {
                return;
            }
        } catch (IOException broken) {
            lastLine = String.valueOf(broken.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            lastLine = "interrupted";
        }
        throw new ImageException(
                "ErrImageNeverPull", "image " + program.name() + " cannot be made ready here: " + lastLine);
    }
}
