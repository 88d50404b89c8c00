package io.dyff.operator.steps.manifest;

/** A manifest that a step cannot run; the message names the field and what it should be. */
public final class ManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    public ManifestException(String message) {
        super(message);
    }
}
