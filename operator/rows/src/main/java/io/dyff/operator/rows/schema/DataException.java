package io.dyff.operator.rows.schema;

/** Data that is not what the contract says it is: a schema, a dataset or an output; the message says where. */
public class DataException extends Exception {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
