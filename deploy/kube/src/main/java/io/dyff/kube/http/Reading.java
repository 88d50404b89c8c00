package io.dyff.kube.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ApiError;
import io.dyff.kube.object.Objects;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.print.Tables;
import io.dyff.kube.store.FieldSelector;
import io.dyff.kube.store.LabelSelector;
import io.dyff.kube.store.ObjectStore;
import io.dyff.kube.store.SelectableFields;
import io.dyff.kube.store.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The verbs that read: get, list, watch. */
public final class Reading {

    /** As long as the real server lets a watch live at least, when the client says nothing. */
    private static final Duration WATCH_TIMEOUT = Duration.ofMinutes(30);

    private final ObjectStore store;
    private final Objects objects;
    private final Tables tables;
    private final Duration bookmarkEvery;
    private final Pages pages = new Pages();

    public Reading(ObjectStore store, Objects objects, Tables tables, Duration bookmarkEvery) {
        this.store = store;
        this.objects = objects;
        this.tables = tables;
        this.bookmarkEvery = bookmarkEvery;
    }

    Answer get(Call call, ResourceType type, ResourcePath path) {
        return Answer.json(200, rendering(call, type).object(objects.get(type, path.namespace(), path.name())));
    }

    private Rendering rendering(Call call, ResourceType type) {
        Tables.Rows rows = switch (call.parameter("includeObject")) {
            case "Object" -> Tables.Rows.OBJECT;
            case "None" -> Tables.Rows.NOTHING;
            default -> Tables.Rows.METADATA;
        };
        return new Rendering(type, Form.accepted(call.accept()), tables, rows);
    }

    Answer listOrWatch(Call call, ResourceType type, ResourcePath path) {
        Selection selection = selection(call, type, path);
        return call.flag("watch") ? watch(call, type, selection) : list(call, type, selection);
    }

    Selection selection(Call call, ResourceType type, ResourcePath path) {
        try {
            FieldSelector fields = FieldSelector.parse(call.parameter("fieldSelector"));
            if (!path.name().isEmpty()) {
                List<FieldSelector.Term> terms = new ArrayList<>(fields.terms());
                terms.add(new FieldSelector.Term("metadata.name", path.name(), true));
                fields = new FieldSelector(terms);
            }
            for (FieldSelector.Term term : fields.terms()) {
                if (!SelectableFields.supports(type.resource(), term.path())) {
                    throw ApiError.badRequest("field label not supported: " + term.path());
                }
            }
            return new Selection(path.namespace(), LabelSelector.parse(call.parameter("labelSelector")), fields);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Answer list(Call call, ResourceType type, Selection selection) {
        long limit = call.number("limit").orElse(0);
        String token = call.parameter("continue");
        Pages.Page page;
        if (token.isEmpty()) {
            requireKnown(call.number("resourceVersion"));
            ObjectStore.Snapshot whole = store.list(type.resource(), selection);
            requireExact(call, whole.version());
            page = pages.first(whole, limit);
        } else {
            page = pages.next(token, limit);
        }
        ObjectNode metadata =
                Json.object().put("resourceVersion", Long.toString(page.part().version()));
        if (!page.token().isEmpty()) {
            metadata.put("continue", page.token()).put("remainingItemCount", page.remaining());
        }
        return Answer.json(200, rendering(call, type).list(page.part().objects(), metadata));
    }

    private void requireKnown(OptionalLong version) {
        if (version.isPresent() && version.getAsLong() > store.version()) {
            throw ApiError.tooLargeVersion(version.getAsLong(), store.version());
        }
    }

    /** Old lists are not kept: only the present one can be asked for exactly. */
    private static void requireExact(Call call, long present) {
        if (call.parameter("resourceVersionMatch").equals("Exact")
                && call.number("resourceVersion").orElse(present) != present) {
            throw ApiError.expired("The resourceVersion for the provided list is too old.");
        }
    }

    private Answer watch(Call call, ResourceType type, Selection selection) {
        OptionalLong version = call.number("resourceVersion");
        boolean initial = call.flag("sendInitialEvents");
        requireKnown(version);
        long from = initial || version.orElse(0) == 0 ? -1 : version.getAsLong();
        boolean bookmarks = call.flag("allowWatchBookmarks");
        OptionalLong seconds = call.number("timeoutSeconds");
        Duration timeout = seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : WATCH_TIMEOUT;
        Watching.Wish wish = new Watching.Wish(selection, from, timeout, bookmarks, initial && bookmarks);
        Rendering rendering = rendering(call, type);
        return new Answer.Stream("application/json", new Watching(store, type, wish, rendering, bookmarkEvery));
    }
}
