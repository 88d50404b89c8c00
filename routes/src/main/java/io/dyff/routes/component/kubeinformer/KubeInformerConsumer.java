package io.dyff.routes.component.kubeinformer;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kubernetes.KubernetesConfiguration;
import org.apache.camel.component.kubernetes.KubernetesConstants;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One informer per resource. Each object's changes go through the route one after the other; what the route does not take
 * is given to it again, for ever. A version that was taken is not given again.
 */
public final class KubeInformerConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(KubeInformerConsumer.class);
    private static final int LANES = 16;
    private static final int REMEMBERED = 50_000;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LAST_PAUSE_MS = 30_000;

    private final Taken<String> taken = new Taken<>(REMEMBERED);
    private final Map<String, SharedIndexInformer<GenericKubernetesResource>> informers = new LinkedHashMap<>();
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private Lanes lanes = new Lanes(LANES, "informer");

    KubeInformerConsumer(KubeInformerEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    public KubeInformerEndpoint getEndpoint() {
        return (KubeInformerEndpoint) super.getEndpoint();
    }

    /** Resources that are not watched just now, or were never listed; empty when all is well. */
    public List<String> unsynced() {
        List<String> unsynced = new ArrayList<>();
        informers.forEach((plural, informer) -> {
            if (!informer.isRunning() || !informer.hasSynced() || !informer.isWatching()) {
                unsynced.add(plural);
            }
        });
        return unsynced;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = new CountDownLatch(1);
        lanes = new Lanes(LANES, "informer");
        for (String plural :
                getEndpoint().getKubernetesConfiguration().getCrdPlural().split(",")) {
            SharedIndexInformer<GenericKubernetesResource> informer = informer(plural.strip());
            // Whatever happens it lists and watches again.
            informer.exceptionHandler((started, cause) -> {
                LOG.warn("{} are not watched just now: {}", plural, cause.getMessage());
                return true;
            });
            informer.addEventHandler(new Handler());
            informers.put(plural.strip(), informer);
            informer.start();
        }
        getEndpoint().informers().running().started(this);
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().informers().running().stopped(this);
        stopping.countDown();
        informers.values().forEach(SharedIndexInformer::stop);
        informers.clear();
        lanes.close();
        super.doStop();
    }

    private SharedIndexInformer<GenericKubernetesResource> informer(String plural) {
        KubernetesConfiguration config = getEndpoint().getKubernetesConfiguration();
        ResourceDefinitionContext kind = new ResourceDefinitionContext.Builder()
                .withGroup(config.getCrdGroup())
                .withVersion(config.getCrdVersion())
                .withPlural(plural)
                .withNamespaced(true)
                .build();
        var all = getEndpoint()
                .getKubernetesClient()
                .genericKubernetesResources(kind)
                .inNamespace(config.getNamespace());
        long resync = getEndpoint().getResyncPeriod();
        return config.getLabelKey() == null
                ? all.runnableInformer(resync)
                : all.withLabel(config.getLabelKey(), config.getLabelValue()).runnableInformer(resync);
    }

    private void give(String action, GenericKubernetesResource resource) {
        String uid = resource.getMetadata().getUid();
        lanes.submit(uid, () -> deliver(action, resource, uid));
    }

    private void deliver(String action, GenericKubernetesResource resource, String uid) {
        String version = resource.getMetadata().getResourceVersion();
        boolean deleted = action.equals("DELETED");
        if (!deleted && taken.is(uid, version)) {
            return;
        }
        for (long pause = FIRST_PAUSE_MS; !isTaken(action, resource); pause = Math.min(2 * pause, LAST_PAUSE_MS)) {
            if (isStoppedWithin(pause)) {
                return;
            }
        }
        if (deleted) {
            taken.forget(uid);
        } else {
            taken.put(uid, version);
        }
    }

    private boolean isTaken(String action, GenericKubernetesResource resource) {
        Exchange exchange = createExchange(true);
        exchange.getMessage().setBody(resource);
        exchange.getMessage().setHeader(KubernetesConstants.KUBERNETES_CRD_EVENT_ACTION, action);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() == null) {
            return true;
        }
        LOG.warn(
                "{} of {} is given again: {}",
                action,
                resource.getMetadata().getName(),
                exchange.getException().getMessage());
        return false;
    }

    private boolean isStoppedWithin(long pause) {
        try {
            return stopping.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private final class Handler implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource resource) {
            give("ADDED", resource);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource resource) {
            give("MODIFIED", resource);
        }

        /** Also for an object whose end nobody saw: then it is the last that was known of it. */
        @Override
        public void onDelete(GenericKubernetesResource resource, boolean unseen) {
            give("DELETED", resource);
        }
    }
}
