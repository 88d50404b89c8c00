package io.dyff.routes.component.kubeinformer;

import org.apache.camel.CamelContext;
import org.apache.camel.component.kubernetes.KubernetesConfiguration;
import org.apache.camel.component.kubernetes.customresources.KubernetesCustomResourcesComponent;
import org.apache.camel.component.kubernetes.customresources.KubernetesCustomResourcesEndpoint;
import org.apache.camel.component.kubernetes.customresources.KubernetesCustomResourcesEndpointConfigurer;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * {@code kube-informer:<name>}: hands over custom resources as they are and as they change, each again when the cluster
 * was out of reach, until the route has taken it. Takes the options of {@code kubernetes-custom-resources}, several
 * resources with commas between in {@code crdPlural}, and {@code resyncPeriod} in milliseconds.
 */
public final class KubeInformerComponent extends KubernetesCustomResourcesComponent {
    private final RunningInformers running;

    /** @param running takes the consumers of this component, and of those of other Camel contexts */
    public KubeInformerComponent(RunningInformers running) {
        this.running = running;
    }

    @Override
    protected KubernetesCustomResourcesEndpoint doCreateEndpoint(
            String uri, String remaining, KubernetesConfiguration config) {
        return new KubeInformerEndpoint(uri, this, config);
    }

    /** The generated configurer is found by the scheme's name, which is not ours. */
    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return new Options();
    }

    RunningInformers running() {
        return running;
    }

    private static final class Options extends KubernetesCustomResourcesEndpointConfigurer {
        @Override
        public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
            if (!name.equals("resyncPeriod")) {
                return super.configure(context, target, name, value, ignoreCase);
            }
            ((KubeInformerEndpoint) target).setResyncPeriod(property(context, long.class, value));
            return true;
        }
    }
}
