package io.dyff.operator.steps.data;

/** Data that is not what the contract says it is: a schema, a dataset or an output; the message says where. */
public sealed class DataException extends Exception permits MissingDatasetException {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
