package io.dyff.local.infra;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real kube-apiserver with its controllers, started and ended by the project's scripts. */
public final class RealControlPlane implements ControlPlane {
    private static final Logger LOG = LoggerFactory.getLogger(RealControlPlane.class);
    private final Path scripts;
    private final Path definitions;
    private final Path home;
    private final Map<String, String> settings;

    private RealControlPlane(Project project, Path home, Map<String, String> settings) {
        this.settings = settings;
        this.scripts = project.file("deploy/kube/control-plane");
        this.definitions = project.file("deploy/crd");
        this.home = home;
    }

    static RealControlPlane start(DataFolder folder, Project project) throws IOException, InterruptedException {
        RealControlPlane plane = start(project, Kubernetes.real.in(folder.path()), Map.of());
        Files.copy(plane.kubeconfig(), folder.kubeconfig(), StandardCopyOption.REPLACE_EXISTING);
        return plane;
    }

    /**
     * Starts one without an instance around it.
     *
     * @param home keeps everything
     * @param settings of the script, such as {@code KUBE_FSYNC}: deploy/kube/control-plane/README.md
     */
    public static RealControlPlane start(Project project, Path home, Map<String, String> settings)
            throws IOException, InterruptedException {
        RealControlPlane plane = new RealControlPlane(project, home, settings);
        plane.run("kube-up");
        return plane;
    }

    /** A context for each user; the current one may do everything. */
    public Path kubeconfig() {
        return home.resolve("kubeconfig");
    }

    /** Its processes by the names of their programs. */
    public Map<String, Long> pids() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("pid"))) {
            Map<String, Long> pids = new TreeMap<>();
            for (Path file : files.toList()) {
                pids.put(
                        file.getFileName().toString(),
                        Long.valueOf(Files.readString(file).split(" ")[0]));
            }
            return pids;
        }
    }

    /** Ends what a killed instance left; nothing when it never had a real control plane. */
    public static void endLeft(DataFolder folder, Project project) {
        Path home = Kubernetes.real.in(folder.path());
        if (Files.isDirectory(home)) {
            new RealControlPlane(project, home, Map.of()).close();
        }
    }

    @Override
    public boolean controls() {
        return true;
    }

    @Override
    public boolean schedules() {
        return true;
    }

    @Override
    public void close() {
        try {
            run("kube-down");
        } catch (IOException e) {
            LOG.error("the control plane of {} is still running", home, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(scripts.resolve(script).toString(), home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("KUBE_CRDS", definitions.toString());
        builder.environment().putAll(settings);
        Process process = builder.start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(script + " " + home + " failed with exit code " + exit
                    + ": it needs Go 1.26 or newer once, or KUBEBUILDER_ASSETS with etcd, kube-apiserver,"
                    + " kube-controller-manager, kube-scheduler and kubectl");
        }
    }
}
