package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.springframework.web.HttpRequestHandler;

/**
 * The contract as a page for people: an existing viewer on the published document. It is a fixed list of files, and its
 * browser may load nothing else and ask nobody else.
 */
final class ReferenceHandler implements HttpRequestHandler {
    /** The page; its files are below it. */
    static final String PATH = "/v0/docs";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String OURS = "/reference/";
    private static final String VIEWER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

    /** The files by their paths. */
    private static final Map<String, File> FILES = Map.of(
            PATH,
            new File(OURS, "page.html", "text/html"),
            PATH + "/start.js",
            new File(OURS, "start.js", "text/javascript"),
            PATH + "/swagger-ui-bundle.js",
            new File(VIEWER, "swagger-ui-bundle.js", "text/javascript"),
            PATH + "/swagger-ui.css",
            new File(VIEWER, "swagger-ui.css", "text/css"),
            PATH + "/favicon-32x32.png",
            new File(VIEWER, "favicon-32x32.png", "image/png"));

    private record File(String folder, String name, String type) {}

    /** The paths that it answers. */
    static Set<String> paths() {
        return FILES.keySet();
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OnlyGet.check(request);
        File file = FILES.get(request.getRequestURI());
        if (file == null) {
            throw Problem.notFound().exception();
        }
        byte[] content = read(file.folder + file.name);
        response.setContentType(file.type + (file.type.startsWith("text/") ? ";charset=UTF-8" : ""));
        response.setContentLength(content.length);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "max-age=3600");
        response.getOutputStream().write(content);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(ReferenceHandler.class.getResourceAsStream(resource), resource);
    }
}
