package io.dyff.routes.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A request with single slashes in its path, the free tail of a path as a parameter, and a body that is already there.
 */
final class EdgeRequest extends HttpServletRequestWrapper {
    private final String uri;
    private final @Nullable Map<String, String[]> parameters;
    private byte @Nullable [] body;

    EdgeRequest(HttpServletRequest request, BytePaths paths) {
        super(request);
        String path = request.getRequestURI().replaceAll("/{2,}", "/");
        path = path.length() > 1 ? path.replaceFirst("/$", "") : path;
        BytePaths.Tail tail = paths.tail(request.getMethod(), path).orElse(null);
        // Asking for the parameters could read a form's body, which may be a stream that is not ours.
        this.parameters = tail == null
                ? null
                : Map.of(tail.name(), new String[] {UriUtils.decode(tail.value(), StandardCharsets.UTF_8)});
        this.uri = tail == null ? path : tail.head();
    }

    /** Reads the whole body; false when it is larger than that. */
    boolean readBody(int maxBytes) throws IOException {
        if (getContentLengthLong() > maxBytes) {
            return false;
        }
        byte[] read = super.getInputStream().readNBytes(maxBytes + 1);
        body = read;
        return read.length <= maxBytes;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(getScheme() + "://" + getServerName() + ":" + getServerPort() + uri);
    }

    @Override
    public String getServletPath() {
        return UriUtils.decode(uri, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterMap().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters == null ? super.getParameterMap() : parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        byte[] read = body;
        return read == null ? super.getInputStream() : new ReadBody(new ByteArrayInputStream(read));
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class ReadBody extends ServletInputStream {
        private final InputStream in;

        ReadBody(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public boolean isFinished() {
            try {
                return in.available() == 0;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("the body is already here; read it");
        }
    }
}
