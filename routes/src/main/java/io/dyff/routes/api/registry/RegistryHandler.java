package io.dyff.routes.api.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.CallerAuthentication;
import io.dyff.routes.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/** Answers requests to the registry. Source: OCI distribution specification 1.1, endpoints end-1 to end-8. */
final class RegistryHandler implements HttpRequestHandler {
    private static final String VERSION = "/v2";
    private final Repositories repositories;
    private final BlobRequests blobs;
    private final ManifestRequests manifests;

    RegistryHandler(Repositories repositories, BlobRequests blobs, ManifestRequests manifests) {
        this.repositories = repositories;
        this.blobs = blobs;
        this.manifests = manifests;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Docker-Distribution-API-Version", "registry/2.0");
        try {
            answer(request, response);
        } catch (RegistryException e) {
            write(response, e);
        } catch (ProblemException e) {
            int status = e.problem().status();
            e.problem().headers().forEach(response::setHeader);
            String code = status == 400 ? "DIGEST_INVALID" : status == 413 ? "SIZE_INVALID" : "UNAVAILABLE";
            write(response, new RegistryException(status, code, e.problem().detail()));
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().equals(VERSION)) {
            json(response, 200, Json.bytes(Json.object()));
            return;
        }
        Caller caller = CallerAuthentication.current().orElseThrow(RegistryException::unknownName);
        RegistryPath path = RegistryPath.of(request.getRequestURI()).orElseThrow(RegistryException::unknownName);
        switch (request.getMethod() + " " + path.part()) {
            case "POST UPLOADS" -> blobs.start(repositories.toPush(path, caller), request, response);
            case "PATCH UPLOAD" -> blobs.append(repositories.toPush(path, caller), request, response);
            case "PUT UPLOAD" -> blobs.complete(repositories.toPush(path, caller), request, response);
            case "GET UPLOAD" -> blobs.status(repositories.toPush(path, caller), response);
            case "DELETE UPLOAD" -> blobs.discard(repositories.toPush(path, caller), response);
            case "GET BLOB", "HEAD BLOB" -> blobs.get(repositories.toPull(path, caller), request, response);
            case "PUT MANIFEST" -> manifests.put(repositories.toPush(path, caller), request, response);
            case "GET MANIFEST", "HEAD MANIFEST" -> manifests.get(repositories.toPull(path, caller), request, response);
            case "GET TAGS" -> tags(repositories.toPull(path, caller), response);
            default ->
                throw new RegistryException(
                        405, "UNSUPPORTED", request.getMethod() + " is not offered of " + request.getRequestURI());
        }
    }

    private void tags(Repository repository, HttpServletResponse response) throws IOException {
        ObjectNode answer = Json.object()
                .put(
                        "name",
                        repository.path().resource() + "/" + repository.path().id());
        ArrayNode tags = answer.putArray("tags");
        manifests.tags(repository).forEach(tags::add);
        json(response, 200, Json.bytes(answer));
    }

    private static void write(HttpServletResponse response, RegistryException e) throws IOException {
        if (!response.isCommitted()) {
            response.resetBuffer();
            json(response, e.status(), e.body());
        }
    }

    private static void json(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
