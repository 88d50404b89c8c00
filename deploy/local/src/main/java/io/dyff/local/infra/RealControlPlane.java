package io.dyff.local.infra;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real kube-apiserver with its controllers, started and ended by the project's scripts. */
public final class RealControlPlane implements ControlPlane {
    private static final Logger LOG = LoggerFactory.getLogger(RealControlPlane.class);
    private final Path scripts;
    private final Path definitions;
    private final Path home;

    private RealControlPlane(Project project, Path home) {
        this.scripts = project.file("deploy/kube/control-plane");
        this.definitions = project.file("deploy/crd");
        this.home = home;
    }

    static RealControlPlane start(DataFolder folder, Project project) throws IOException, InterruptedException {
        RealControlPlane plane = new RealControlPlane(project, Kubernetes.real.in(folder.path()));
        String printed = plane.run("kube-up");
        Files.copy(Path.of(printed.strip()), folder.kubeconfig(), StandardCopyOption.REPLACE_EXISTING);
        return plane;
    }

    /** Ends what a killed instance left; nothing when it never had a real control plane. */
    public static void endLeft(DataFolder folder, Project project) {
        Path home = Kubernetes.real.in(folder.path());
        if (Files.isDirectory(home)) {
            new RealControlPlane(project, home).close();
        }
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

    private String run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(scripts.resolve(script).toString(), home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("KUBE_CRDS", definitions.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(script + " " + home + " failed with exit code " + exit
                    + ": it needs Go 1.26 or newer once, or KUBEBUILDER_ASSETS with etcd, kube-apiserver,"
                    + " kube-controller-manager, kube-scheduler and kubectl");
        }
        return printed;
    }
}
