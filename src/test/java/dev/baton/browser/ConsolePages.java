package dev.baton.browser;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.List;
import java.util.Map;

/** The addresses of all pages, from the routes themselves: a new page is looked at by itself. */
@Component
class ConsolePages {

    private final RequestMappingHandlerMapping routes;

    ConsolePages(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
        this.routes = routes;
    }

    /** Patterns such as {@code /agents/{id}}, in order. */
    List<String> patterns() {
        return routes.getHandlerMethods().entrySet().stream()
                .filter(route -> isPage(route.getKey(), route.getValue()))
                .flatMap(route -> route.getKey().getPatternValues().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The address of a page.
     *
     * @param things what stands for the variable that follows a prefix such as {@code /agents/}
     */
    static String address(String pattern, Map<String, String> things) {
        var address = new StringBuilder();
        for (var rest = pattern; ; ) {
            var start = rest.indexOf('{');
            if (start < 0) {
                return address.append(rest).toString();
            }
            address.append(rest, 0, start);
            var prefix = pattern.substring(0, pattern.length() - rest.length() + start);
            var thing = things.get(prefix.replaceAll("\\{[^}]*}", "*"));
            if (thing == null) {
                throw new IllegalStateException("Which thing shall " + pattern + " show?");
            }
            address.append(thing);
            rest = rest.substring(rest.indexOf('/', start) < 0 ? rest.length() : rest.indexOf('/', start));
        }
    }

    private static boolean isPage(RequestMappingInfo route, HandlerMethod handler) {
        var methods = route.getMethodsCondition().getMethods();
        var produces = route.getProducesCondition().getProducibleMediaTypes();
        return methods.contains(RequestMethod.GET)
                && handler.getBeanType().getPackageName().startsWith("dev.baton")
                && !AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ResponseBody.class)
                && !AnnotatedElementUtils.hasAnnotation(handler.getMethod(), ResponseBody.class)
                && (handler.getReturnType().getParameterType() == String.class
                        || handler.getReturnType()
                                .getParameterType()
                                .getSimpleName()
                                .endsWith("ModelAndView"))
                && produces.stream().noneMatch(type -> !type.getSubtype().contains("html"));
    }
}
