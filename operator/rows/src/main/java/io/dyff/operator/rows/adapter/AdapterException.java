package io.dyff.operator.rows.adapter;

/** An item that an adapter cannot transform, or a configuration it cannot be built from; the message names the place. */
public final class AdapterException extends Exception {

    public AdapterException(String message) {
        super(message);
    }

    AdapterException in(String place) {
        return new AdapterException(place + ": " + getMessage());
    }
}
