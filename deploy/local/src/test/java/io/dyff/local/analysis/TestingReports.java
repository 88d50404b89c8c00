package io.dyff.local.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests for reports by the rubrics of the module in the test resources. */
final class TestingReports {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code _index_}, int64, and {@code question}, a text. */
    private static final String QUESTIONS =
            "/////7AAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAIAAABI"
                    + "AAAABAAAAND///8AAAEFEAAAACAAAAAEAAAAAAAAAAgAAABxdWVzdGlvbgAAAAAEAAQABAAAABAAFAAIAAYABwAMAAAAEAAQAAAAAAABAhAA"
                    + "AAAgAAAABAAAAAAAAAAHAAAAX2luZGV4XwAIAAwACAAHAAgAAAAAAAABQAAAAA==";

    /** {@code _replication_}, a text, {@code _index_}, int64, and {@code text}. */
    private static final String TEXTS =
            "/////+AAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAMAAAB8AAAAM"
                    + "AAAAAQAAACg////AAABBRAAAAAYAAAABAAAAAAAAAAEAAAAdGV4dAAAAACI////yP///wAAAQIQAAAAIAAAAAQAAAAAAAAABwAAAF9pbmRleF"
                    + "8ACAAMAAgABwAIAAAAAAAAAUAAAAAQABQACAAGAAcADAAAABAAEAAAAAAAAQUQAAAAJAAAAAQAAAAAAAAADQAAAF9yZXBsaWNhdGlvbl8AAAA"
                    + "EAAQABAAAAA==";

    private TestingReports() {}

    /** A report by a rubric that reads the rows as they are stored. */
    static ObjectNode report(String module, String rubric, String evaluation) {
        ObjectNode report = JSON.createObjectNode()
                .put("account", "test")
                .put("rubric", "rubrics." + rubric)
                .put("evaluation", evaluation);
        report.putArray("modules").add(module);
        return report;
    }

    /** The same for one that reads questions, which are the dataset's texts, and texts, which are the first answers. */
    static ObjectNode ofViews(ObjectNode report) {
        view(report, "datasetView", QUESTIONS, "Rename").put("text", "question");
        view(report, "evaluationView", TEXTS, "TransformJSON")
                .put("_index_", "$._index_")
                .put("_replication_", "$._replication_")
                .put("text", "$.responses[0].text");
        return report;
    }

    /** Adds a view of one adapter, whose configuration is the answer. */
    private static ObjectNode view(ObjectNode report, String at, String schema, String adapter) {
        ObjectNode view = report.putObject(at).put("id", at).put("viewOf", at);
        view.putObject("schema").put("arrowSchema", schema);
        return view.putArray("adapterPipeline").addObject().put("kind", adapter).putObject("configuration");
    }
}
