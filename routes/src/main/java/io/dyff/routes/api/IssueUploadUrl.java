package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.problem.Problem;
import io.dyff.routes.storage.ObjectUrl;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Answers a signed URL for one declared file of an entity that still waits for its files. */
final class IssueUploadUrl {
    /** Source: contract/schema.md section 2. */
    static final long MAX_ARTIFACT_BYTES = 1L << 30;

    private final ObjectUrl urls;
    private final PublicUrl here;

    IssueUploadUrl(ObjectUrl urls, PublicUrl here) {
        this.urls = urls;
        this.here = here;
    }

    public void issue(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        EntityRow row = call.variable("row", EntityRow.class);
        String path = Optional.ofNullable(call.parameter("artifactPath")).orElse("");
        DeclaredFiles declared = DeclaredFiles.of(call.kind(), row.body());
        JsonNode file = declared.find(path)
                .orElseThrow(() -> Problem.of(404, call.kind().name() + " " + row.id() + " declares no file " + path)
                        .exception());
        if (!declared.isOpen(row.status())) {
            throw Problem.of(409, call.kind().name() + " " + row.id() + " is " + row.status() + " and takes no files")
                    .exception();
        }
        String md5 = file.at("/digest/md5").asText();
        ObjectUrl.Permit permit =
                new ObjectUrl.Permit("PUT", call.kind().resource(), row.id(), path, MAX_ARTIFACT_BYTES, md5);
        ObjectNode answer = Json.object().put("url", here.of(urls.sign(permit))).put("method", "PUT");
        answer.putObject("headers");
        Answers.ok(exchange, answer);
    }
}
