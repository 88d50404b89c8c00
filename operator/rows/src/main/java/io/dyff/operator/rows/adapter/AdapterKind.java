package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registered adapter kinds. Source of names and semantics: contract/data.md section 4. */
final class AdapterKind {

    private static final Map<String, Factory> KINDS = Map.of(
            "TransformJSON", TransformJson::new,
            "ExplodeCollections", ExplodeCollections::new,
            "Rename", Rename::new,
            "Drop", DropFields::new,
            "Select", SelectFields::new,
            "Map", MapCollections::new,
            "Pipeline", AdapterKind::pipeline,
            "FileUpload", FileUpload::new);

    private interface Factory {
        Adapter create(JsonNode configuration) throws AdapterException;
    }

    /** @param configuration absent or JSON null counts as no configuration, which only FlattenHierarchy accepts */
    static Adapter create(String kind, @Nullable JsonNode configuration) throws AdapterException {
        boolean absent = configuration == null || configuration.isNull();
        if (kind.equals("FlattenHierarchy")) {
            return new FlattenHierarchy(absent ? null : configuration);
        }
        Factory factory = KINDS.get(kind);
        if (factory == null) {
            throw new AdapterException("unknown adapter kind '" + kind + "'");
        }
        if (absent || configuration == null) {
            throw new AdapterException("needs a configuration");
        }
        return factory.create(configuration);
    }

    private static Adapter pipeline(JsonNode configuration) throws AdapterException {
        throw new AdapterException("cannot be configured from JSON; list its adapters in the pipeline itself");
    }

    private AdapterKind() {}
}
