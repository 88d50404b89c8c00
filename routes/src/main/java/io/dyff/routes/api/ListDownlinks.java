package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.storage.Areas;
import io.dyff.routes.storage.ObjectFiles;
import io.dyff.routes.storage.ObjectUrl;
import org.apache.camel.Exchange;

/** Answers a signed URL for each file of an entity that is really there; kinds without files have none. */
final class ListDownlinks {
    private final Areas areas;
    private final ObjectFiles objects;
    private final ObjectUrl urls;
    private final PublicUrl here;

    ListDownlinks(Areas areas, ObjectFiles objects, ObjectUrl urls, PublicUrl here) {
        this.areas = areas;
        this.objects = objects;
        this.urls = urls;
        this.here = here;
    }

    public void list(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        ArrayNode answer = Json.mapper().createArrayNode();
        if (call.kind().storage() == null) {
            Answers.ok(exchange, answer);
            return;
        }
        objects.list(areas.downloads(call.kind(), call.id())).forEach(file -> {
            ObjectUrl.Permit permit =
                    new ObjectUrl.Permit("GET", call.kind().resource(), call.id(), file.path(), 0, "");
            ObjectNode link = answer.addObject();
            link.putObject("artifact").put("path", file.path()).putObject("digest");
            link.putObject("signedURL")
                    .put("url", here.of(urls.sign(permit)))
                    .put("method", "GET")
                    .putObject("headers");
        });
        Answers.ok(exchange, answer);
    }
}
