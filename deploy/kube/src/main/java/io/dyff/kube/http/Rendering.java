package io.dyff.kube.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.print.Tables;
import io.dyff.kube.store.Change;
import io.dyff.kube.store.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns stored objects into what a client asked for; the plain form passes their bytes through. */
final class Rendering {

    private final ResourceType type;
    private final Form form;
    private final Tables tables;
    private final Tables.Rows rows;
    private boolean headed;

    /** @param rows what stands behind each row of a table */
    Rendering(ResourceType type, Form form, Tables tables, Tables.Rows rows) {
        this.type = type;
        this.form = form;
        this.tables = tables;
        this.rows = rows;
    }

    private boolean passesThrough() {
        return form == Form.OBJECT && type.version().equals(type.storageVersion());
    }

    byte[] object(Stored stored) {
        return passesThrough() ? stored.json() : Json.bytes(object(stored.tree(), true));
    }

    ObjectNode object(ObjectNode tree, boolean withColumns) {
        tree.put("apiVersion", type.apiVersion());
        return switch (form) {
            case OBJECT -> tree;
            case METADATA -> Tables.metadataOf(tree);
            case TABLE -> tables.table(type, List.of(tree), tree.path("metadata"), withColumns, rows);
        };
    }

    /** @param metadata of the list: resourceVersion, continue, remainingItemCount */
    byte[] list(List<Stored> objects, ObjectNode metadata) {
        if (form == Form.TABLE) {
            List<ObjectNode> trees = objects.stream().map(Stored::tree).toList();
            return Json.bytes(tables.table(type, trees, metadata, true, rows));
        }
        String kind = form == Form.METADATA ? "PartialObjectMetadataList" : type.listKind();
        String version = form == Form.METADATA ? "meta.k8s.io/v1" : type.apiVersion();
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + objects.size() * 1024);
        String head = "{\"kind\":\"" + kind + "\",\"apiVersion\":\"" + version + "\",\"metadata\":";
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(Json.bytes(metadata));
        out.writeBytes(",\"items\":[".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < objects.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(object(objects.get(i)));
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    byte[] event(String kind, Change change) {
        return passesThrough() ? change.message(kind) : event(kind, change.last());
    }

    byte[] event(String kind, Stored stored) {
        if (passesThrough()) {
            return Change.message(kind, stored.json());
        }
        boolean withColumns = !headed;
        headed = true;
        return Change.message(kind, Json.bytes(object(stored.tree(), withColumns)));
    }

    byte[] bookmark(long version, boolean endOfInitialEvents) {
        ObjectNode tree = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        ObjectNode metadata = tree.putObject("metadata").put("resourceVersion", Long.toString(version));
        metadata.putNull("creationTimestamp");
        if (endOfInitialEvents) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        if (form == Form.TABLE) {
            tree = tables.table(type, List.of(), metadata, false, rows);
        }
        return Change.message("BOOKMARK", Json.bytes(tree));
    }
}
