package io.dyff.routes.host.errors;

import org.apache.camel.Exchange;

/** Tells a fault of the data from one that may pass. */
public final class IsPermanentFault {

    public boolean test(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
        return fault != null && FaultKind.of(fault) == FaultKind.PERMANENT;
    }
}
