package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;

/** A dataset without files: its id is wrong, or it is still being made. */
public final class MissingDatasetException extends DataException {

    private static final long serialVersionUID = 1L;

    MissingDatasetException(String message) {
        super(message);
    }
}
