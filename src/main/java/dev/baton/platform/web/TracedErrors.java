package dev.baton.platform.web;

import dev.baton.platform.trace.CurrentTrace;

import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;

import java.util.Map;

/** Puts the trace id on error pages, so that whoever reports one can say which. */
@Component
class TracedErrors extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(
            WebRequest request, ErrorAttributeOptions options) {
        var attributes = super.getErrorAttributes(request, options);
        if (request instanceof ServletWebRequest servlet) {
            attributes.put("traceId", CurrentTrace.of(servlet.getRequest()).traceId());
        }
        return attributes;
    }
}
