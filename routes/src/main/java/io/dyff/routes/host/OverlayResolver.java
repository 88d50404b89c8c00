package io.dyff.routes.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers every {@code classpath:} resource of Camel: an accepted override of that file name first, else the class path.
 * So routes, kamelets, documents and SQL can be replaced with standard URIs.
 */
final class OverlayResolver extends ResourceResolverSupport {
    private final Overrides overrides;

    OverlayResolver(Overrides overrides) {
        super("classpath");
        this.overrides = overrides;
    }

    @Override
    protected Resource createResource(String location, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Optional<String> text = overrides.text(name);
        return text.isPresent() ? new Accepted(location, text.get()) : new OnClassPath(location, path);
    }

    private static final class Accepted extends ResourceSupport {
        private final String text;

        Accepted(String location, String text) {
            super("classpath", location);
            this.text = text;
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public URI getURI() {
            return URI.create(getLocation());
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class OnClassPath extends ResourceSupport {
        private final String path;

        OnClassPath(String location, String path) {
            super("classpath", location);
            this.path = path.replaceFirst("^/+", "");
        }

        @Override
        public boolean exists() {
            return loader().getResource(path) != null;
        }

        @Override
        public URI getURI() {
            return URI.create(getLocation());
        }

        @Override
        public @Nullable InputStream getInputStream() throws IOException {
            return loader().getResourceAsStream(path);
        }

        private static ClassLoader loader() {
            return OverlayResolver.class.getClassLoader();
        }
    }
}
