package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.steps.adapter.AdapterException;
import io.dyff.operator.steps.adapter.AdapterPipeline;
import io.dyff.operator.steps.data.DataException;
import io.dyff.operator.steps.data.OutputSchema;
import io.dyff.operator.steps.data.SchemaMismatchException;
import io.dyff.operator.steps.data.WorkItem;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From a dataset row to a request body, and from an answer to an output row. */
final class Pipelines {

    private final AdapterPipeline clientInput;
    private final AdapterPipeline serviceInput;
    private final AdapterPipeline output;
    private final OutputSchema schema;

    Pipelines(EvaluationManifest manifest) throws AdapterException, DataException {
        clientInput =
                new AdapterPipeline("client.inputPipeline", manifest.client().inputPipeline());
        serviceInput = new AdapterPipeline("interface.inputPipeline", manifest.inputPipeline());
        output = new AdapterPipeline("interface.outputPipeline", manifest.outputPipeline());
        if (output.uploads()) {
            throw new AdapterException("interface.outputPipeline cannot end with FileUpload: it makes responses");
        }
        if (clientInput.uploads() && !serviceInput.isEmpty()) {
            throw new AdapterException(
                    "client.inputPipeline cannot end with FileUpload: interface.inputPipeline comes after it");
        }
        schema = OutputSchema.of(manifest.arrowSchema());
        // Verification needs them, long after all has been asked: better said now.
        schema.requirePlain("spec.outputDatasetPartitions", manifest.outputPartitions());
    }

    OutputSchema schema() {
        return schema;
    }

    /** Names of the only columns of the dataset that requests are made of; empty when it may be any. */
    Optional<Set<String>> columns() {
        return clientInput.isEmpty() ? serviceInput.reads() : clientInput.reads();
    }

    RequestContent request(WorkItem item) throws AdapterException {
        List<JsonNode> hidden = clientInput.apply(item.row());
        if (hidden.size() != 1) {
            throw wrongCount("client.inputPipeline", hidden.size());
        }
        List<JsonNode> requests = serviceInput.apply(hidden.get(0));
        if (requests.size() != 1) {
            throw wrongCount("interface.inputPipeline", requests.size());
        }
        return RequestContent.of(requests.get(0));
    }

    private static AdapterException wrongCount(String pipeline, int count) {
        return new AdapterException(pipeline + " made " + count + " request bodies, exactly one is needed");
    }

    ObjectNode row(WorkItem item, JsonNode answer) throws AdapterException, SchemaMismatchException {
        return schema.row(item.replication(), item.index(), output.apply(answer));
    }

    ObjectNode nullRow(WorkItem item) {
        return schema.nullRow(item.replication(), item.index());
    }
}
