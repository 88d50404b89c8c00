package io.dyff.routes.orchestrate.manifest;

/** This entity can never run here; the message is a sentence for its owner. */
public final class UnsupportedEntity extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedEntity(String message) {
        super(message);
    }
}
