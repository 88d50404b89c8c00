package io.dyff.local.node.pod;

import io.dyff.local.node.container.PodFolder;
import io.dyff.local.node.container.PodPorts;
import io.dyff.local.node.container.PortLedger;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;

/** Gives a pod its ports, and remembers them: a program that goes on while agents change keeps listening where it was. */
final class PortFile {

    private PortFile() {}

    static PodPorts of(PodFolder folder, Pod pod, PortLedger ledger) {
        Path file = folder.path().resolve("ports");
        try {
            return Files.exists(file) ? read(file, ledger) : write(file, pod, ledger);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot use " + file, broken);
        }
    }

    private static PodPorts read(Path file, PortLedger ledger) throws IOException {
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
        }
        TreeMap<Integer, Integer> real = new TreeMap<>();
        stored.forEach(
                (port, actual) -> real.put(Integer.valueOf(port.toString()), Integer.valueOf(actual.toString())));
        ledger.keep(real.values());
        return new PodPorts(real);
    }

    private static PodPorts write(Path file, Pod pod, PortLedger ledger) throws IOException {
        TreeMap<Integer, Integer> real = new TreeMap<>();
        for (Container container : pod.getSpec().getContainers()) {
            for (ContainerPort port : container.getPorts()) {
                real.computeIfAbsent(port.getContainerPort(), number -> ledger.take());
            }
        }
        Properties stored = new Properties();
        real.forEach((port, actual) -> stored.setProperty(port.toString(), actual.toString()));
        Path fresh = file.resolveSibling("ports.new");
        try (Writer out = Files.newBufferedWriter(fresh)) {
            stored.store(out, null);
        }
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        return new PodPorts(real);
    }
}
