package io.dyff.routes.host;

import org.apache.camel.impl.engine.DefaultResourceResolvers;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * Answers every {@code classpath:} resource of Camel: an accepted override of that file name first, else the class path.
 * So routes, kamelets, documents and SQL can be replaced with standard URIs.
 */
public final class OverlayResolver extends DefaultResourceResolvers.ClasspathResolver {
    private final Overrides overrides;

    public OverlayResolver(Overrides overrides) {
        this.overrides = overrides;
    }

    @Override
    public Resource createResource(String location, String path) {
        return overrides
                .text(path.substring(path.lastIndexOf('/') + 1))
                .map(text -> ResourceHelper.fromString(location, text))
                .orElseGet(() -> super.createResource(location, path));
    }
}
