package io.dyff.routes.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.host.data.DataFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/** Answers a document of the contract as it stands in its file. */
final class DocumentHandler implements HttpRequestHandler {
    private final byte[] document;

    DocumentHandler(DataFiles files, String name) {
        this.document = files.text(name).getBytes(UTF_8);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OnlyGet.check(request);
        response.setContentType("application/json");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
