package io.dyff.node;

import io.dyff.node.proxy.ForwardProxy;
import io.dyff.node.proxy.Resolver;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's folder, held by one agent at a time. */
final class AgentFolder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AgentFolder.class);

    private final Path path;
    private final FileChannel lock;

    private AgentFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static AgentFolder open(Path path) throws IOException {
        Files.createDirectories(path.resolve("pods"));
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException("another node agent uses the folder " + path + ": end it, or name another folder");
        }
        return new AgentFolder(path, channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    /**
     * Starts the proxy where it was before, so that programs that went on still find it; elsewhere when that is taken.
     *
     * @param wanted a port that must be used, or 0
     */
    ForwardProxy startProxy(int wanted, Resolver resolver) throws IOException {
        if (wanted != 0) {
            return ForwardProxy.start(wanted, resolver);
        }
        Path file = path.resolve("proxy-port");
        ForwardProxy proxy = again(file, resolver);
        if (proxy == null) {
            proxy = ForwardProxy.start(0, resolver);
        }
        Files.writeString(file, Integer.toString(proxy.port()));
        return proxy;
    }

    private static @Nullable ForwardProxy again(Path file, Resolver resolver) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        int port = Integer.parseInt(Files.readString(file).strip());
        try {
            return ForwardProxy.start(port, resolver);
        } catch (IOException taken) {
            log.info("the forward proxy moves to another port: {}", taken.getMessage());
            return null;
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException broken) {
            log.warn("cannot unlock {}: {}", path, broken.getMessage());
        }
    }
}
