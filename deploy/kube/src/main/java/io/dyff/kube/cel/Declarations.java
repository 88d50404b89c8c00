package io.dyff.kube.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.dyff.kube.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The types of a definition as its rules see them. Whatever a schema says nothing about cannot be named in a rule.
 *
 * <p>Of the metadata of a resource only name and generateName are declared.
 */
final class Declarations {

    private final Map<String, CelType> types = new LinkedHashMap<>();

    private record Types(ImmutableMap<String, CelType> byName) implements CelTypeProvider {

        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    /** Everything declared so far. */
    CelTypeProvider types() {
        return new Types(ImmutableMap.copyOf(types));
    }

    /**
     * @param resource whether the schema is that of a whole resource
     * @param name     of the type, if it is an object
     * @return empty when rules cannot see values of this schema
     */
    Optional<CelType> declare(Schema schema, boolean resource, String name) {
        if (schema.intOrString()) {
            return Optional.of(SimpleType.DYN);
        }
        return switch (schema.type()) {
            case "array" -> items(schema, name).map(ListType::create);
            case "object" -> object(schema, resource, name);
            case "string" -> Optional.of(text(schema.format()));
            case "boolean" -> Optional.of(SimpleType.BOOL);
            case "number" -> Optional.of(SimpleType.DOUBLE);
            case "integer" -> Optional.of(SimpleType.INT);
            default -> Optional.empty();
        };
    }

    private Optional<CelType> items(Schema list, String name) {
        return declare(list.items(), list.items().embeddedResource(), name + ".@items");
    }

    private Optional<CelType> object(Schema schema, boolean resource, String name) {
        Schema values = schema.additional();
        if (values == null) {
            return Optional.of(struct(schema, resource, name));
        }
        return declare(values, values.embeddedResource(), name + ".@values")
                .map(value -> MapType.create(SimpleType.STRING, value));
    }

    private static CelType text(String format) {
        return switch (format) {
            case "byte" -> SimpleType.BYTES;
            case "duration" -> SimpleType.DURATION;
            case "date", "date-time" -> SimpleType.TIMESTAMP;
            default -> SimpleType.STRING;
        };
    }

    private CelType struct(Schema schema, boolean resource, String name) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        schema.properties()
                .forEach((property, below) -> Names.escaped(property)
                        .ifPresent(escaped -> declare(below, below.embeddedResource(), name + "." + escaped)
                                .ifPresent(type -> fields.put(escaped, type))));
        if (resource) {
            fields.put("apiVersion", SimpleType.STRING);
            fields.put("kind", SimpleType.STRING);
            fields.put(
                    "metadata",
                    define(name + ".metadata", Map.of("name", SimpleType.STRING, "generateName", SimpleType.STRING)));
        }
        return define(name, fields);
    }

    private CelType define(String name, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> known = ImmutableMap.copyOf(fields);
        CelType type = StructType.create(name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
        types.put(name, type);
        return type;
    }
}
