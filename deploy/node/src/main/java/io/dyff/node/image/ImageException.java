package io.dyff.node.image;

/** An image that no program of this machine stands for. */
public final class ImageException extends RuntimeException {

    private final String reason;
    private final String problem;

    public ImageException(String reason, String message) {
        super(message);
        this.reason = reason;
        this.problem = message;
    }

    /** What is wrong, for people. */
    public String problem() {
        return problem;
    }

    /** The reason in the container's waiting state: InvalidImageName or ErrImageNeverPull. */
    public String reason() {
        return reason;
    }
}
