package dev.baton.console.trace;

import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Everything one request led to: its messages, calls, events and deliveries. */
@Controller
class TraceController {

    private final TraceTimeline timeline;

    TraceController(TraceTimeline timeline) {
        this.timeline = timeline;
    }

    @GetMapping("/traces/{id:[0-9a-f]{32}}")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    String show(@PathVariable String id, Actor by, Model model) {
        model.addAttribute("traceId", id);
        model.addAttribute("entries", timeline.of(id, by));
        return "console/trace";
    }
}
