package io.dyff.local.infra;

import io.dyff.kube.KubeServer;
import io.dyff.kube.LogSource;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.Ports;
import io.dyff.local.instance.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;

/** The platform's own API server for one machine, in this process. */
final class OwnControlPlane implements ControlPlane {
    private final KubeServer server;

    private OwnControlPlane(KubeServer server) {
        this.server = server;
    }

    static OwnControlPlane start(DataFolder folder, Settings settings) throws IOException {
        KubeServer server = KubeServer.open(new KubeServer.Settings(
                Kubernetes.local.in(folder.path()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port(Ports.KUBERNETES)),
                settings.secret("kubernetesToken"),
                Clock.systemUTC()));
        server.writeKubeconfig(folder.kubeconfig());
        return new OwnControlPlane(server);
    }

    @Override
    public void plug(LogSource logs) {
        server.plug(logs);
    }

    @Override
    public boolean takesChanges() {
        return server.takesChanges();
    }

    @Override
    public boolean controls() {
        return false;
    }

    @Override
    public boolean schedules() {
        return false;
    }

    @Override
    public void close() {
        server.close();
    }
}
