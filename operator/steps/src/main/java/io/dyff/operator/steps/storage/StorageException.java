package io.dyff.operator.steps.storage;

import java.io.IOException;

/** A storage operation that failed after the client's own retries; the message names the object, never a credential. */
public final class StorageException extends IOException {

    private static final long serialVersionUID = 1L;

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
