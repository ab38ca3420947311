package dev.baton.platform.web;

import dev.baton.platform.body.BodyLimit;
import dev.baton.platform.trace.CurrentTrace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;

import java.util.Map;

/**
 * Puts the trace id on error pages, so that whoever reports one can say which, and how much may be
 * sent.
 */
@Component
class TracedErrors extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(
            WebRequest request, ErrorAttributeOptions options) {
        var attributes = super.getErrorAttributes(request, options);
        if (request instanceof ServletWebRequest servlet) {
            attributes.put("traceId", CurrentTrace.of(servlet.getRequest()).traceId());
            attributes.put("limit", text(BodyLimit.of(servlet.getRequest())));
        }
        return attributes;
    }

    private static String text(@Nullable DataSize limit) {
        if (limit == null) {
            return "";
        }
        return limit.toMegabytes() > 0 ? limit.toMegabytes() + " MB" : limit.toKilobytes() + " KB";
    }
}
