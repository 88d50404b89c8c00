package io.dyff.routes.api.dispatch;

import io.dyff.routes.http.HandlerOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/**
 * Finds the path of a request among those of the contract. Spring compares a request with one pattern after the other; of
 * two hundred, all but a few begin otherwise, which is seen at once.
 */
final class ContractMapping extends CamelRequestHandlerMapping {
    private final Map<RequestMappingInfo, String> beginnings = new ConcurrentHashMap<>();

    ContractMapping(PlatformHttpComponent component, PlatformHttpEngine engine) {
        super(component, engine);
    }

    @Override
    public int getOrder() {
        return HandlerOrder.ROUTES;
    }

    @Override
    public void registerMapping(RequestMappingInfo mapping, Object handler, Method method) {
        beginnings.put(mapping, beginning(mapping));
        super.registerMapping(mapping, handler, method);
    }

    @Override
    public void unregisterMapping(RequestMappingInfo mapping) {
        super.unregisterMapping(mapping);
        beginnings.remove(mapping);
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo mapping, HttpServletRequest request) {
        return request.getRequestURI().startsWith(beginnings.getOrDefault(mapping, ""))
                ? super.getMatchingMapping(mapping, request)
                : null;
    }

    /** What stands before the first parameter; a mapping has one pattern. */
    private static String beginning(RequestMappingInfo mapping) {
        String pattern = mapping.getPatternValues().iterator().next();
        int parameter = pattern.indexOf('{');
        return parameter < 0 ? pattern : pattern.substring(0, parameter);
    }
}
