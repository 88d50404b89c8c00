package io.dyff.routes.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/** Answers the contract as a document. */
final class DocumentHandler implements HttpRequestHandler {
    private final ContractDocument contract;

    DocumentHandler(ContractDocument contract) {
        this.contract = contract;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OnlyGet.check(request);
        byte[] document = contract.bytes();
        response.setContentType("application/json");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
