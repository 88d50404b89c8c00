package io.dyff.routes.api.watch;

import io.dyff.routes.http.HandlerOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/** Takes the requests that want events rather than a document, on the paths that have them. */
final class WatchMapping extends AbstractHandlerMapping {
    private final List<WatchHandler> handlers;

    WatchMapping(List<WatchHandler> handlers) {
        this.handlers = handlers;
        setOrder(HandlerOrder.BEFORE_ROUTES);
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || !wantsEvents(request.getHeader(HttpHeaders.ACCEPT))) {
            return null;
        }
        return handlers.stream()
                .filter(handler -> handler.ids(request.getRequestURI()).isPresent())
                .findFirst()
                .orElse(null);
    }

    /** True when events are what the header likes best. */
    static boolean wantsEvents(@Nullable String accept) {
        if (accept == null || !accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            return false;
        }
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    // Of those liked alike, the first.
                    .reduce((a, b) -> b.getQualityValue() > a.getQualityValue() ? b : a)
                    .filter(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype)
                    .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
