package io.dyff.routes.component.kubeinformer;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.component.kubernetes.KubernetesConfiguration;
import org.apache.camel.component.kubernetes.customresources.KubernetesCustomResourcesEndpoint;

/** An endpoint of {@link KubeInformerComponent}. */
public final class KubeInformerEndpoint extends KubernetesCustomResourcesEndpoint {
    private final KubeInformerComponent informers;
    private long resyncPeriod;

    KubeInformerEndpoint(String uri, KubeInformerComponent component, KubernetesConfiguration config) {
        super(uri, component, config);
        this.informers = component;
    }

    /** Every so many milliseconds all objects are handed over again, but for those taken in that very version. */
    public void setResyncPeriod(long resyncPeriod) {
        this.resyncPeriod = resyncPeriod;
    }

    public long getResyncPeriod() {
        return resyncPeriod;
    }

    KubeInformerComponent informers() {
        return informers;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new KubeInformerConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
