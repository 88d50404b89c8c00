package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.rows.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list of adapters, applied one after the other to a stream of items; an empty one passes items through. */
public final class AdapterPipeline {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One adapter as a manifest writes it.
     *
     * @param configuration JSON as text, because a custom resource cannot hold free JSON; null or blank: none
     */
    public record Stage(String kind, @Nullable String configuration) {}

    private record Placed(String place, Adapter adapter) {}

    private final List<Placed> adapters = new ArrayList<>();
    private boolean uploads;

    /** @param name how messages call the pipeline, such as {@code interface.inputPipeline} */
    public AdapterPipeline(String name, List<Stage> stages) throws AdapterException {
        for (Stage stage : stages) {
            String place = name + "[" + adapters.size() + "] " + stage.kind();
            try {
                add(place, AdapterKind.create(stage.kind(), parse(stage.configuration())));
            } catch (AdapterException e) {
                throw e.in(place);
            }
        }
    }

    private void add(String place, Adapter adapter) throws AdapterException {
        if (uploads) {
            throw new AdapterException("comes after a FileUpload, which must be the last");
        }
        uploads = adapter instanceof FileUpload;
        adapters.add(new Placed(place, adapter));
    }

    /** Whether it ends with the upload of a file. */
    public boolean uploads() {
        return uploads;
    }

    /** Names of the only fields of an item that it looks at; empty when it may look at any. */
    public Optional<Set<String>> reads() {
        return adapters.isEmpty()
                ? Optional.empty()
                : adapters.getFirst().adapter().reads();
    }

    public boolean isEmpty() {
        return adapters.isEmpty();
    }

    private static @Nullable JsonNode parse(@Nullable String configuration) throws AdapterException {
        if (configuration == null || configuration.isBlank()) {
            return null;
        }
        try {
            return JSON.readTree(configuration);
        } catch (JsonProcessingException e) {
            throw new AdapterException("configuration is not JSON: " + e.getOriginalMessage());
        }
    }

    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        List<JsonNode> items = List.of(item);
        for (Placed placed : adapters) {
            var mapped = new ArrayList<JsonNode>();
            for (JsonNode each : items) {
                Effort.spend(1);
                try {
                    mapped.addAll(placed.adapter().apply(each));
                } catch (AdapterException e) {
                    throw e.in(placed.place());
                }
            }
            items = mapped;
        }
        return items;
    }
}
