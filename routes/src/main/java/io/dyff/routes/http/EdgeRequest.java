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
 * A request with single slashes in its path, the free tail of a path as a parameter, and a bounded body.
 */
final class EdgeRequest extends HttpServletRequestWrapper {
    /** Bodies of the control plane are documents; what is larger goes through signed URLs. */
    static final int MAX_BODY_BYTES = 4 << 20;

    private final ContractPaths paths;
    private final String uri;
    private final String method;
    private final @Nullable Map<String, String[]> parameters;
    private final BodyMemory.Share memory;
    private byte @Nullable [] body;

    /**
     * @param method as handlers see it
     * @param paths which bodies are streams, and which tails are parameters
     * @param memory what the body may take once somebody reads it
     */
    EdgeRequest(HttpServletRequest request, String method, ContractPaths paths, BodyMemory.Share memory) {
        super(request);
        this.method = method;
        this.memory = memory;
        String path = path(request);
        this.paths = paths;
        ContractPaths.Tail tail = paths.tail(method, path).orElse(null);
        this.uri = tail == null ? path : tail.head();
        this.parameters = tail == null
                ? query(request, path)
                : Map.of(tail.name(), new String[] {UriUtils.decode(tail.value(), StandardCharsets.UTF_8)});
    }

    /** The path with single slashes and none at its end. */
    static String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.contains("//")) {
            path = path.replaceAll("/{2,}", "/");
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Asking the container for the parameters could read a form's body, which may be a stream that is not ours. */
    private @Nullable Map<String, String[]> query(HttpServletRequest request, String path) {
        return paths.streams(path) ? null : QueryParameters.of(request.getQueryString());
    }

    @Override
    public String getMethod() {
        return method;
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

    /** A document is read when it is first asked for, which is after the caller's token was checked. */
    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (paths.streams(uri)) {
            return super.getInputStream();
        }
        byte[] read = body;
        if (read == null) {
            boolean framed = getContentLengthLong() >= 0 || getHeader("Transfer-Encoding") != null;
            read = DocumentBody.read(
                    super.getInputStream(), framed ? getContentLengthLong() : 0, MAX_BODY_BYTES, memory);
            body = read;
        }
        return new ReadBody(read);
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class ReadBody extends ServletInputStream {
        private final InputStream in;

        ReadBody(byte[] body) {
            this.in = new ByteArrayInputStream(body);
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
        public byte[] readAllBytes() throws IOException {
            return in.readAllBytes();
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
