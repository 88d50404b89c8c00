package io.dyff.local.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests for methods of the module in the test resources, and for analyses by them. */
final class TestingMethods {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The image that the platform runs with dyff-audit and pydantic 2 (contract/acceptance.md section 1.4). */
    private static final String DIGEST = "sha256:36b524c0f253014afe5b2f85931179e1fbfc7f540cfe5b47306718f1ff2ccf8b";

    /** {@code _index_} and {@code words}, both int64. */
    private static final String SCHEMA = "/////7AAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAIAAABIA"
            + "AAABAAAAND///8AAAECEAAAABgAAAAEAAAAAAAAAAUAAAB3b3JkcwAAAMD///8AAAABQAAAABAAFAAIAAYABwAMAAAAEAAQAAAAAAABAhAA"
            + "AAAgAAAABAAAAAAAAAAHAAAAX2luZGV4XwAIAAwACAAHAAgAAAAAAAABQAAAAA==";

    private TestingMethods() {}

    /** A method of one function, which reads the dataset {@code items}. */
    static ObjectNode function(String module, String function) {
        ObjectNode method = method(module, "Evaluation");
        method.putObject("implementation")
                .put("kind", "PythonFunction")
                .putObject("pythonFunction")
                .put("fullyQualifiedName", "counting." + function);
        method.putArray("inputs").addObject().put("kind", "Dataset").put("keyword", "items");
        method.putArray("parameters").addObject().put("keyword", "least");
        ObjectNode output = method.putObject("output").put("kind", "Measurement");
        output.putObject("measurement")
                .put("name", "example.org/words")
                .put("level", "Instance")
                .putObject("schema")
                .put("arrowSchema", SCHEMA);
        return method;
    }

    /** A method of one notebook, which reads the measurement {@code counts} and writes one score and one curve. */
    static ObjectNode notebook(String module) {
        ObjectNode method = method(module, "InferenceService");
        method.putObject("implementation")
                .put("kind", "JupyterNotebook")
                .putObject("jupyterNotebook")
                .put("notebookModule", module)
                .put("notebookPath", "case.ipynb");
        method.putArray("inputs").addObject().put("kind", "Measurement").put("keyword", "counts");
        method.putObject("output")
                .put("kind", "SafetyCase")
                .putObject("safetyCase")
                .put("name", "words");
        var scores = method.putArray("scores");
        scores.add(score("mean"));
        ObjectNode curve =
                scores.addObject().put("name", "seen").put("title", "Seen").put("summary", "As seen.");
        curve.putObject("dimensions").set("x", score("x"));
        curve.withObject("/dimensions").set("y", score("y"));
        return method;
    }

    /** An analysis by the method, of one input. */
    static ObjectNode analysis(String method, String keyword, String entity) {
        ObjectNode analysis = JSON.createObjectNode().put("account", "test").put("method", method);
        analysis.putArray("inputs").addObject().put("keyword", keyword).put("entity", entity);
        analysis.putArray("arguments").addObject().put("keyword", "least").put("value", "1");
        return analysis;
    }

    private static ObjectNode method(String module, String scope) {
        ObjectNode method = JSON.createObjectNode()
                .put("account", "test")
                .put("name", "words")
                .put("scope", scope);
        method.putArray("modules").add(module);
        method.putObject("analysisImage")
                .put("host", "registry.example.org")
                .put("name", "dyff/workflows/run-report")
                .put("digest", DIGEST);
        return method;
    }

    private static ObjectNode score(String name) {
        return JSON.createObjectNode().put("name", name).put("title", name).put("summary", "How much.");
    }
}
