package io.dyff.node.container;

/** A container that cannot be started as it is written. */
public final class ContainerConfigException extends RuntimeException {

    private final String reason;
    private final String problem;
    private final boolean permanent;

    private ContainerConfigException(String reason, boolean permanent, String message) {
        super(message);
        this.reason = reason;
        this.problem = message;
        this.permanent = permanent;
    }

    /** Something in the pod itself is wrong: only another pod can be right. */
    public static ContainerConfigException wrong(String message) {
        return new ContainerConfigException("CreateContainerConfigError", true, message);
    }

    /** Something the pod names is not there (yet). */
    public static ContainerConfigException missing(String message) {
        return new ContainerConfigException("CreateContainerConfigError", false, message);
    }

    /** No program stands for the image. */
    public static ContainerConfigException image(String reason, String message) {
        return new ContainerConfigException(reason, true, message);
    }

    /** What is wrong, for people. */
    public String problem() {
        return problem;
    }

    /** The container's waiting reason. */
    public String reason() {
        return reason;
    }

    public boolean permanent() {
        return permanent;
    }
}
