package io.dyff.kube;

import io.dyff.kube.http.Api;
import io.dyff.kube.http.Certificate;
import io.dyff.kube.http.Frontend;
import io.dyff.kube.http.Reading;
import io.dyff.kube.http.Subresources;
import io.dyff.kube.http.Writing;
import io.dyff.kube.object.Deletion;
import io.dyff.kube.object.Objects;
import io.dyff.kube.object.ResourceTypes;
import io.dyff.kube.print.Tables;
import io.dyff.kube.store.ObjectStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A small Kubernetes API server for one machine: it stores, checks and tells; controllers are other parts.
 *
 * <p>What it does not show, compared with a real one: RBAC, and admission other than by ValidatingAdmissionPolicies without
 * parameters (whoever has the token may do everything), the estimated cost of rules in CEL, conversion between versions beyond
 * the apiVersion field, selectableFields of definitions, answers in protobuf, exec, attach and port-forward, quotas and limit
 * ranges, lists as of an old version, and the kinds that built-ins.yaml does not name.
 */
public final class KubeServer implements AutoCloseable {

    /**
     * How to open a server.
     *
     * @param data          folder of its objects; made when it is missing
     * @param address       port 0 takes a free one
     * @param token         what clients send as bearer token
     * @param window        how much of the past a watch may ask for, per resource
     * @param bookmarkEvery how often a silent watch tells the newest version
     */
    public record Settings(
            Path data,
            InetSocketAddress address,
            String token,
            Clock clock,
            ObjectStore.Window window,
            Duration bookmarkEvery) {

        public Settings(Path data, InetSocketAddress address, String token, Clock clock) {
            this(data, address, token, clock, new ObjectStore.Window(10_000, 4 * 1024 * 1024), Duration.ofSeconds(30));
        }
    }

    private final Settings settings;
    private final ObjectStore store;
    private final Certificate certificate;
    private final Frontend frontend;
    private final AtomicReference<LogSource> logs = new AtomicReference<>();

    private KubeServer(Settings settings) throws IOException {
        this.settings = settings;
        this.store = new ObjectStore(settings.data(), settings.window());
        ResourceTypes types = new ResourceTypes();
        Objects objects = new Objects(store, types, settings.clock());
        Deletion deletion = new Deletion(objects);
        Reading reading = new Reading(store, objects, new Tables(settings.clock()), settings.bookmarkEvery());
        Subresources subresources = new Subresources(objects, deletion, () -> Optional.ofNullable(logs.get()));
        Api api = new Api(types, reading, new Writing(objects, deletion), subresources);
        try {
            this.certificate =
                    Certificate.in(settings.data(), settings.address().getHostString());
            this.frontend = new Frontend(settings.address(), certificate, settings.token(), api::handle);
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** @throws IOException when the folder belongs to another running process, or the address is taken */
    public static KubeServer open(Settings settings) throws IOException {
        return new KubeServer(settings);
    }

    /** Where clients reach it: {@code https://127.0.0.1:port}. */
    public String url() {
        return "https://" + settings.address().getHostString() + ":" + frontend.port();
    }

    /** False once it can only be read, such as after the disk was full: it must be closed and opened again. */
    public boolean takesChanges() {
        return store.takesChanges();
    }

    /** Answers requests for the output of containers from now on. */
    public void plug(LogSource source) {
        logs.set(source);
    }

    /** Writes a kubeconfig that only its owner can read. */
    public void writeKubeconfig(Path file) throws IOException {
        Kubeconfig.write(file, url(), certificate.pem(), settings.token());
    }

    /** Ends watches, then the sockets, then the store. */
    @Override
    public void close() {
        store.close();
        frontend.close();
    }
}
