package dev.baton.console.alert;

import dev.baton.ledger.Money;
import dev.baton.platform.web.Formats;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page behind the bell. */
@Controller
class AlertController {

    private final AlertBoard board;
    private final Formats formats;
    private final MessageSource messages;
    private final Clock clock;

    AlertController(AlertBoard board, Formats formats, MessageSource messages, Clock clock) {
        this.board = board;
        this.formats = formats;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/alerts")
    @Requires(Permission.TENANT_READ)
    ModelAndView list(Actor actor, Locale locale) {
        var sight = board.see(actor);
        var rows = sight.alerts().stream().map(seen -> row(seen, locale)).toList();
        return new ModelAndView("console/alerts")
                .addObject("alerts", rows)
                .addObject("unread", rows.stream().anyMatch(Row::unread))
                .addObject("until", sight.until());
    }

    /** @param until up to when the page told of them: what came since was not on it */
    @PostMapping("/alerts/reading")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    ModelAndView read(Actor actor, @RequestParam(defaultValue = "") String until) {
        board.read(instant(until), actor);
        return new ModelAndView("redirect:/alerts");
    }

    private Row row(AlertBoard.Seen seen, Locale locale) {
        var alert = seen.alert();
        var facts = alert.facts().stream().map(fact -> fact(alert, fact, locale)).toArray();
        var sentence = messages.getMessage("alert." + alert.kind().wire(), facts, locale);
        return new Row(
                alert.id(),
                alert.kind().state(),
                sentence,
                alert.times() == 1 ? null : formats.number(alert.times()),
                alert.href(),
                alert.at(),
                seen.unread());
    }

    private Object fact(Alert alert, Object fact, Locale locale) {
        return switch (fact) {
            case Instant at -> formats.date(at);
            case Integer number -> formats.number(number);
            case Money money -> formats.money(money.nanos(), money.currency()).text();
            case YearMonth month -> formats.month(month);
            case String limit when alert.kind() == AlertKind.LIMIT ->
                    String.valueOf(
                            messages.getMessage("alert.limit." + limit, null, limit, locale));
            default -> fact;
        };
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notOne) {
            return clock.instant();
        }
    }

    /** @param times null for once */
    record Row(
            String id,
            String state,
            String sentence,
            @Nullable String times,
            String href,
            Instant at,
            boolean unread) {}
}
