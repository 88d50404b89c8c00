package io.dyff.routes.http;

/**
 * In which order the mappings of handlers are asked. The mapping of the routes takes whatever begins like one of its paths,
 * so those of single paths come first.
 */
public final class HandlerOrder {
    public static final int BEFORE_ROUTES = -210;
    /** Nearly all requests are for the contract: before the actuator's mapping, whose order is -100. */
    public static final int ROUTES = -200;

    private HandlerOrder() {}
}
