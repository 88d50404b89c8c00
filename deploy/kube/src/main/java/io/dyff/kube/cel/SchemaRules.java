package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one version of a definition, compiled when first needed: the first write after a start, not the start.
 *
 * <p>Bounded are the iterations of one rule and the rules evaluated for one object. What the real server also does and this
 * does not: refuse a definition whose rules might cost too much, by an estimate.
 */
public final class SchemaRules {

    /** Of kinds without any. */
    public static final SchemaRules NONE = new SchemaRules(Schema.ANYTHING, "", false);

    private final Schema schema;
    private final String path;
    private final boolean any;
    private @Nullable Compiled compiled;

    private record Compiled(RuleTree tree, List<Cause> problems) {}

    private SchemaRules(Schema schema, String path, boolean any) {
        this.schema = schema;
        this.path = path;
        this.any = any;
    }

    /**
     * @param openApi the schema as the definition gives it
     * @param schema  made of it
     * @param path    of the schema in the definition, for its problems
     */
    public static SchemaRules of(JsonNode openApi, Schema schema, String path) {
        return openApi.findValue("x-kubernetes-validations") == null ? NONE : new SchemaRules(schema, path, true);
    }

    public boolean isEmpty() {
        return !any;
    }

    /** Why the definition must be refused; empty when every rule can be used. */
    public List<Cause> problems() {
        return any ? compiled().problems() : List.of();
    }

    /**
     * What a check found.
     *
     * @param warnings rules that an unchanged part of the object broke before
     */
    public record Verdict(List<Cause> causes, List<String> warnings) {}

    /** @param before null for a new object */
    public Verdict check(@Nullable JsonNode before, JsonNode after) {
        RuleCheck check = new RuleCheck();
        JsonNode old = before == null ? null : Alignment.align(schema, before.deepCopy(), after);
        check.visit(compiled().tree(), old, after, "");
        return new Verdict(check.causes(), check.warnings());
    }

    private synchronized Compiled compiled() {
        if (compiled == null) {
            RuleCompiler compiler = new RuleCompiler();
            RuleTree tree = compiler.compile(schema, path);
            compiled = new Compiled(tree, compiler.problems());
        }
        return compiled;
    }
}
