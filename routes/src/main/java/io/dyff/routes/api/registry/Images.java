package io.dyff.routes.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import java.util.Objects;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The end of a push. */
public final class Images {
    private final Areas areas;
    private final ObjectFiles files;
    private final Manifests manifests;

    Images(Areas areas, ObjectFiles files, Manifests manifests) {
        this.areas = areas;
        this.files = files;
        this.manifests = manifests;
    }

    /**
     * Ends the upload of an image: a tag must be there, and with it is all that its manifest names. Repeating it changes
     * nothing, so it is no event.
     */
    public @Nullable WorkflowEvent finish(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        String success = Objects.requireNonNull(call.kind().success());
        if (row.status().equals(success)) {
            return null;
        }
        String name = call.kind().name() + " " + row.id();
        if (!Statuses.takesUploads(row.status())) {
            throw Problem.of(409, name + " is " + row.status() + " and takes no images")
                    .exception();
        }
        Root root = areas.of(call.kind(), row.id());
        if (manifests.tags(root).isEmpty()) {
            throw Problem.of(
                            409,
                            name + " has no image yet: push one to "
                                    + call.kind().resource() + "/" + row.id() + ":latest")
                    .exception();
        }
        files.deleteAll(new Root(root.bucket(), root.key(Layout.UPLOADS)));
        ObjectNode patch =
                Json.object().put("status", success).putNull("reason").putNull("message");
        return call.event(EventType.STATUS, patch);
    }
}
