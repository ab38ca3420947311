package dev.baton.console.trace;

import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Everything one request led to: its runs, messages, calls, events and deliveries. */
@Controller
class TraceController {

    private final TraceTimeline timeline;

    TraceController(TraceTimeline timeline) {
        this.timeline = timeline;
    }

    @GetMapping("/traces/{id:[0-9a-f]{32}}")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    ModelAndView show(@PathVariable String id, Actor by) {
        var entries = timeline.of(id, by);
        return new ModelAndView(
                        "console/trace", entries.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.OK)
                .addObject("traceId", id)
                .addObject("entries", entries);
    }
}
