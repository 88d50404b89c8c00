package io.dyff.node.container;

import io.dyff.node.image.ImageException;
import io.dyff.node.image.ImageMap;
import io.dyff.node.image.ImageProgram;
import io.dyff.node.image.Placeholders;
import io.dyff.node.image.Preparations;
import io.dyff.node.process.Commands;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns a container of a pod into a program to start: the image's program is the entry point, {@code args} follow it, and
 * {@code command} replaces it where the mapping allows that.
 */
public final class ContainerPlan {

    /** What every program of this node gets besides what its pod says. */
    public record Surroundings(
            ImageMap images,
            Preparations preparations,
            Map<String, String> base,
            String proxyUrl,
            ConfigSource source) {
        public Surroundings {
            base = Map.copyOf(base);
        }
    }

    private final PodFields fields;
    private final PodFolder folder;
    private final PodPorts ports;
    private final Surroundings surroundings;

    public ContainerPlan(PodFields fields, PodFolder folder, PodPorts ports, Surroundings surroundings) {
        this.fields = fields;
        this.folder = folder;
        this.ports = ports;
        this.surroundings = surroundings;
    }

    /**
     * Works out what to start.
     *
     * @throws ContainerConfigException when it cannot be started
     */
    public ProgramSpec of(Container container) {
        ImageProgram program = program(container);
        MountPaths mounts = mounts(container);
        Map<String, EnvironmentValue> environment = environment(container, program, mounts);
        List<String> command = new ArrayList<>(entryPoint(container, program, mounts));
        container.getArgs().forEach(argument -> command.add(word(container, argument, environment, mounts)));
        Map<String, String> values = new TreeMap<>();
        environment.forEach((name, value) -> values.put(checked(name, value.text()), value.text()));
        return new ProgramSpec(runnable(container, command), values, workingFolder(container, program, mounts), false);
    }

    private ImageProgram program(Container container) {
        try {
            ImageProgram program = surroundings.images().resolve(container.getImage());
            surroundings.preparations().await(program);
            return program;
        } catch (ImageException unmapped) {
            throw ContainerConfigException.image(unmapped.reason(), unmapped.problem());
        }
    }

    private MountPaths mounts(Container container) {
        Map<String, Path> mounts = new LinkedHashMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path volume = folder.volume(mount.getName());
            String part = mount.getSubPath() == null ? "" : mount.getSubPath();
            Path target = volume.resolve(part).normalize();
            if (!target.startsWith(volume)) {
                throw ContainerConfigException.wrong("subPath " + part + " leaves volume " + mount.getName());
            }
            mounts.put(mount.getMountPath(), target);
        }
        return new MountPaths(mounts);
    }

    private List<String> entryPoint(Container container, ImageProgram program, MountPaths mounts) {
        if (!container.getCommand().isEmpty()) {
            throw ContainerConfigException.wrong("container " + container.getName()
                    + " names a command of its own: the local node runs the programs of its mapping and no others");
        }
        Path tmp = Path.of(mounts.rewrite("/tmp"));
        Placeholders own = new Placeholders(Map.of(
                "pod.folder", folder.path().toString(),
                "pod.tmp", (tmp.equals(Path.of("/tmp")) ? folder.tmp() : tmp).toString()));
        return program.command().stream().map(own::fill).toList();
    }

    /** Everybody on the machine can read command lines: a secret may not get there. */
    private static String word(
            Container container, String word, Map<String, EnvironmentValue> environment, MountPaths mounts) {
        EnvironmentValue expanded = new VariableExpansion(environment).expand(word);
        if (expanded.secret()) {
            throw ContainerConfigException.wrong("container " + container.getName() + ": the argument \"" + word
                    + "\" would put a Secret's value on a command line; let the program read its environment");
        }
        return mounts.rewrite(expanded.text());
    }

    private Map<String, EnvironmentValue> environment(Container container, ImageProgram program, MountPaths mounts) {
        Map<String, EnvironmentValue> given = new LinkedHashMap<>();
        String mountedTmp = mounts.rewrite("/tmp");
        put(given, surroundings.base());
        put(given, Map.of("HOME", folder.home().toString()));
        put(given, Map.of("TMPDIR", mountedTmp.equals("/tmp") ? folder.tmp().toString() : mountedTmp));
        put(given, program.env());
        put(given, Map.of("HOSTNAME", fields.pod().getMetadata().getName()));
        put(given, Map.of("http_proxy", surroundings.proxyUrl(), "no_proxy", "127.0.0.1,localhost"));
        Map<String, String> listening = listening(container);
        put(given, listening);
        Map<String, EnvironmentValue> all = new LinkedHashMap<>(given);
        new ContainerEnvironment(fields, surroundings.source())
                .of(container, given)
                .forEach((name, value) -> {
                    if (!listening.containsKey(name)) {
                        all.put(name, new EnvironmentValue(mounts.rewrite(value.text()), value.secret()));
                    }
                });
        return all;
    }

    private static void put(Map<String, EnvironmentValue> environment, Map<String, String> values) {
        values.forEach((name, value) -> environment.put(name, EnvironmentValue.plain(value)));
    }

    /** Where the program must listen. Nothing in the pod overrides it: nobody would find the program. */
    private Map<String, String> listening(Container container) {
        Map<String, String> listening = new LinkedHashMap<>();
        for (ContainerPort port : container.getPorts()) {
            Integer real = ports.real().get(port.getContainerPort());
            if (real != null) {
                listening.putIfAbsent("PORT", real.toString());
                listening.put("PORT_" + port.getContainerPort(), real.toString());
            }
        }
        listening.put("HOST", PodFields.LOOPBACK);
        return listening;
    }

    private Path workingFolder(Container container, ImageProgram program, MountPaths mounts) {
        String wanted = container.getWorkingDir();
        if (wanted != null && !mounts.rewrite(wanted).equals(wanted)) {
            Path mounted = Path.of(mounts.rewrite(wanted));
            mounted.toFile().mkdirs();
            return mounted;
        }
        if (wanted == null && program.workingDir() != null) {
            return Path.of(program.workingDir());
        }
        return folder.work(container.getName());
    }

    private static List<String> runnable(Container container, List<String> command) {
        String program = command.getFirst();
        Optional<Path> found = program.contains("/") ? Optional.of(Path.of(program)) : Commands.find(program);
        if (found.filter(Files::isExecutable).isEmpty()) {
            throw ContainerConfigException.wrong("container " + container.getName() + ": program " + program
                    + " is not on this machine or cannot be executed");
        }
        List<String> resolved = new ArrayList<>(command);
        resolved.set(0, found.get().toString());
        return resolved;
    }

    private static String checked(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            throw ContainerConfigException.wrong(
                    "environment variable \"" + name + "\" has a name or a value that no process can have");
        }
        return name;
    }
}
