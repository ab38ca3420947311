package dev.baton.console.alert;

import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page behind the bell. */
@Controller
class AlertController {

    private final AlertBoard board;
    private final AlertRows rows;
    private final Clock clock;

    AlertController(AlertBoard board, AlertRows rows, Clock clock) {
        this.board = board;
        this.rows = rows;
        this.clock = clock;
    }

    @GetMapping("/alerts")
    @Requires(Permission.TENANT_READ)
    ModelAndView list(Actor actor, Locale locale) {
        var sight = board.see(actor);
        var shown = rows.of(sight, locale);
        return new ModelAndView("console/alerts")
                .addObject("alerts", shown)
                .addObject("unread", shown.stream().anyMatch(AlertRow::unread))
                .addObject("until", sight.until());
    }

    /** @param until up to when the page told of them: what came since was not on it */
    @PostMapping("/alerts/reading")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    ModelAndView read(Actor actor, @RequestParam(defaultValue = "") String until) {
        board.read(instant(until), actor);
        return new ModelAndView("redirect:/alerts");
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notOne) {
            return clock.instant();
        }
    }
}
