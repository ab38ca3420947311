package dev.baton.access;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every route of the running application, as its handler mappings know them. */
final class Routes {

    private Routes() {}

    static List<Route> of(ListableBeanFactory beans) {
        return beans.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .flatMap(entry -> routes(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Route::toString))
                .toList();
    }

    /** Mappings that hold no methods: what they serve must be known by name. */
    static List<String> others(ListableBeanFactory beans) {
        return beans.getBeansOfType(HandlerMapping.class).entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof RequestMappingHandlerMapping))
                .map(entry -> entry.getKey())
                .sorted()
                .toList();
    }

    private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        var methods =
                info.getMethodsCondition().getMethods().isEmpty()
                        ? List.of(HttpMethod.GET)
                        : info.getMethodsCondition().getMethods().stream()
                                .map(method -> HttpMethod.valueOf(method.name()))
                                .toList();
        return info.getPatternValues().stream()
                .flatMap(
                        pattern ->
                                methods.stream()
                                        .map(
                                                method ->
                                                        new Route(
                                                                method,
                                                                pattern,
                                                                accept(info),
                                                                handler)));
    }

    private static String accept(RequestMappingInfo info) {
        return info.getProducesCondition().getProducibleMediaTypes().stream()
                .map(MediaType::toString)
                .findFirst()
                .orElse("text/html, application/json, */*");
    }
}
