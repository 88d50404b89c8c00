package io.dyff.routes.api.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUrl;
import io.dyff.routes.json.Json;
import org.apache.camel.Variable;

/** Downloads of an entity's files. */
public final class Downloads {
    private final Areas areas;
    private final ObjectFiles objects;
    private final ObjectUrl urls;
    private final PublicUrl here;

    public Downloads(Areas areas, ObjectFiles objects, ObjectUrl urls, PublicUrl here) {
        this.areas = areas;
        this.objects = objects;
        this.urls = urls;
        this.here = here;
    }

    /** Answers a signed URL for each file that is really there; kinds without files have none. */
    public JsonNode list(@Variable("call") ApiCall call) {
        ArrayNode answer = Json.mapper().createArrayNode();
        if (call.kind().storage() == null) {
            return answer;
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
        return answer;
    }
}
