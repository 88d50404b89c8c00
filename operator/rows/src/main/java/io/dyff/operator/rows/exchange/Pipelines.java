package io.dyff.operator.rows.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.Effort;
import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.adapter.AdapterPipeline;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.rows.schema.SchemaMismatchException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pipelines of an evaluation: from a dataset row to a request body, and from an answer to an output row. */
public final class Pipelines {

    private final AdapterPipeline clientInput;
    private final AdapterPipeline serviceInput;
    private final AdapterPipeline output;
    private final OutputSchema schema;
    private final long effort;

    /**
     * @param clientInput of the evaluation's client
     * @param serviceInput of the service's interface
     * @param output of the service's interface
     * @param schema of the service's interface
     * @param effort that each row may take, in steps and characters
     * @throws AdapterException when they do not fit each other
     */
    public Pipelines(
            AdapterPipeline clientInput,
            AdapterPipeline serviceInput,
            AdapterPipeline output,
            OutputSchema schema,
            long effort)
            throws AdapterException {
        this.clientInput = clientInput;
        this.serviceInput = serviceInput;
        this.output = output;
        this.schema = schema;
        this.effort = effort;
        if (output.uploads()) {
            throw new AdapterException("interface.outputPipeline cannot end with FileUpload: it makes responses");
        }
        if (clientInput.uploads() && !serviceInput.isEmpty()) {
            throw new AdapterException(
                    "client.inputPipeline cannot end with FileUpload: interface.inputPipeline comes after it");
        }
    }

    public OutputSchema schema() {
        return schema;
    }

    /** Names of the only columns of the dataset that requests are made of; empty when it may be any. */
    public Optional<Set<String>> columns() {
        return clientInput.isEmpty() ? serviceInput.reads() : clientInput.reads();
    }

    /**
     * What the service is asked about a row.
     *
     * @throws AdapterException when a pipeline cannot take the row, makes no request or several of it, or takes too much
     */
    public JsonNode request(JsonNode row) throws AdapterException {
        try {
            return Effort.within(effort, () -> requestOf(row));
        } catch (Effort.TooMuchException e) {
            throw new AdapterException("making the request " + e.getMessage());
        }
    }

    private JsonNode requestOf(JsonNode row) throws AdapterException {
        List<JsonNode> hidden = clientInput.apply(row);
        if (hidden.size() != 1) {
            throw wrongCount("client.inputPipeline", hidden.size());
        }
        List<JsonNode> requests = serviceInput.apply(hidden.get(0));
        if (requests.size() != 1) {
            throw wrongCount("interface.inputPipeline", requests.size());
        }
        Effort.spendOn(requests.get(0));
        return requests.get(0);
    }

    private static AdapterException wrongCount(String pipeline, int count) {
        return new AdapterException(pipeline + " made " + count + " request bodies, exactly one is needed");
    }

    /**
     * What is stored of an answer.
     *
     * @throws AdapterException when the output pipeline cannot take the answer, or takes too much
     * @throws SchemaMismatchException when what it makes does not fit the schema
     */
    public ObjectNode row(String replication, long index, JsonNode answer)
            throws AdapterException, SchemaMismatchException {
        try {
            return Effort.<ObjectNode, Exception>within(effort, () -> rowOf(replication, index, answer));
        } catch (Effort.TooMuchException e) {
            throw new AdapterException("reading the answer " + e.getMessage());
        } catch (AdapterException | SchemaMismatchException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode rowOf(String replication, long index, JsonNode answer)
            throws AdapterException, SchemaMismatchException {
        ObjectNode row = schema.row(replication, index, output.apply(answer));
        Effort.spendOn(row);
        return row;
    }
}
