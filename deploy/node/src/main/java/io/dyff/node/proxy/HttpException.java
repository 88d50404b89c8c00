package io.dyff.node.proxy;

import java.io.IOException;

/** A message that is answered, or ended, with a status. */
final class HttpException extends IOException {

    private final int status;

    HttpException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
