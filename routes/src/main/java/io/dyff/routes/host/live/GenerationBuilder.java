package io.dyff.routes.host.live;

import io.dyff.routes.host.OverlayResolver;
import io.dyff.routes.host.rules.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the routes of a service from texts, in a Camel context of their own: endpoints, templates of kamelets and texts of
 * statements are theirs alone, so nothing of another generation is met, and ids stay what they are.
 */
final class GenerationBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationBuilder.class);

    private final CamelContext shared;

    /** @param shared the application's context, whose beans, properties and component settings apply */
    GenerationBuilder(CamelContext shared) {
        this.shared = shared;
    }

    /**
     * Makes the routes and starts their steps, which nobody calls yet: this is the dry run.
     *
     * @throws RefusedException when they cannot be made
     */
    RouteGeneration build(Candidate wanted) {
        DefaultCamelContext camel = context(wanted);
        try {
            List<Resource> resources = new ArrayList<>();
            Set<String> overrides = wanted.files().overrides().texts().keySet();
            for (String file : wanted.service().routeFiles(overrides)) {
                if (!file.equals(FileKind.CONTRACT)) {
                    resources.add(ResourceHelper.resolveMandatoryResource(camel, "classpath:dyff/" + file));
                }
            }
            PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
            camel.start();
            RouteGeneration made = RouteGeneration.further(wanted, camel);
            made.startSteps();
            return made;
        } catch (Exception e) {
            LOG.debug("the routes of {} cannot be made", wanted.service(), e);
            camel.stop();
            throw new RefusedException(FaultPlace.of(e, wanted));
        }
    }

    private DefaultCamelContext context(Candidate wanted) {
        DefaultRegistry own = new DefaultRegistry();
        DefaultCamelContext camel = new DefaultCamelContext(new DefaultRegistry(own, shared.getRegistry()));
        OverlayResolver resolver = new OverlayResolver(wanted.files().overrides());
        resolver.setCamelContext(camel);
        own.bind("resource-loader-classpath", resolver);
        camel.disableJMX();
        camel.setAutoStartup(false);
        camel.setStreamCaching(shared.isStreamCaching());
        camel.getShutdownStrategy().setTimeout(shared.getShutdownStrategy().getTimeout());
        camel.getPropertiesComponent().addPropertiesSource(new SharedProperties(shared));
        ExtendedCamelContext extension = camel.getCamelContextExtension();
        extension.setName(shared.getName() + "-" + wanted.service() + "-" + wanted.number());
        extension.setBasePackageScan(shared.getCamelContextExtension().getBasePackageScan());
        policies(shared.getRoutePolicyFactories()).forEach(camel::addRoutePolicyFactory);
        return camel;
    }

    /** The clock of the routes' metrics belongs to one context. */
    private static List<RoutePolicyFactory> policies(Collection<RoutePolicyFactory> shared) {
        List<RoutePolicyFactory> policies = new ArrayList<>();
        for (RoutePolicyFactory factory : shared) {
            if (factory instanceof MicrometerRoutePolicyFactory clock) {
                MicrometerRoutePolicyFactory copy = new MicrometerRoutePolicyFactory();
                copy.setMeterRegistry(clock.getMeterRegistry());
                copy.setNamingStrategy(clock.getNamingStrategy());
                copy.setPolicyConfiguration(clock.getPolicyConfiguration());
                copy.setDurationUnit(clock.getDurationUnit());
                policies.add(copy);
            } else {
                policies.add(factory);
            }
        }
        return policies;
    }

    /** The application's settings. */
    private record SharedProperties(CamelContext shared) implements PropertiesSource {

        @Override
        public String getName() {
            return "application";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return shared.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
