package io.dyff.node.pod;

import io.dyff.node.container.PodFolder;
import io.dyff.node.container.PodPorts;
import io.dyff.node.container.PortLedger;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives a pod its ports, and remembers them: a program that goes on while agents change keeps listening where it was. */
final class PortFile {

    private PortFile() {}

    static PodPorts of(PodFolder folder, Pod pod, PortLedger ledger) {
        Path file = folder.path().resolve("ports");
        try {
            Map<Integer, Integer> before = Files.exists(file) ? read(file) : Map.of();
            TreeMap<Integer, Integer> real = new TreeMap<>();
            for (Container container : pod.getSpec().getContainers()) {
                for (ContainerPort port : container.getPorts()) {
                    real.computeIfAbsent(
                            port.getContainerPort(), number -> choose(before.get(number), folder.lives(), ledger));
                }
            }
            if (!real.equals(before)) {
                write(file, real);
            }
            return new PodPorts(real);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot use " + file, broken);
        }
    }

    /** The port from before while a program uses it, or nobody does; otherwise another one. */
    private static int choose(@Nullable Integer before, boolean used, PortLedger ledger) {
        return before != null && (used ? ledger.keep(before) : ledger.takeAgain(before)) ? before : ledger.take();
    }

    private static Map<Integer, Integer> read(Path file) throws IOException {
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
        }
        Map<Integer, Integer> ports = new TreeMap<>();
        stored.forEach(
                (port, actual) -> ports.put(Integer.valueOf(port.toString()), Integer.valueOf(actual.toString())));
        return ports;
    }

    private static void write(Path file, Map<Integer, Integer> ports) throws IOException {
        Properties stored = new Properties();
        ports.forEach((port, actual) -> stored.setProperty(port.toString(), actual.toString()));
        Path fresh = file.resolveSibling("ports.new");
        try (Writer out = Files.newBufferedWriter(fresh)) {
            stored.store(out, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
