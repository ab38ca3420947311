package dev.baton.console.alert;

import dev.baton.ledger.Money;
import dev.baton.platform.web.Formats;
import dev.baton.tenant.Actor;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts alerts into the viewer's words. */
@Component
public class AlertRows {

    private final AlertBoard board;
    private final Formats formats;
    private final MessageSource messages;

    AlertRows(AlertBoard board, Formats formats, MessageSource messages) {
        this.board = board;
        this.formats = formats;
        this.messages = messages;
    }

    /** The newest that the viewer has not read. */
    public List<AlertRow> unread(Actor by, int most, Locale locale) {
        return of(board.see(by), locale).stream().filter(AlertRow::unread).limit(most).toList();
    }

    List<AlertRow> of(AlertBoard.Sight sight, Locale locale) {
        return sight.alerts().stream().map(seen -> row(seen, locale)).toList();
    }

    private AlertRow row(AlertBoard.Seen seen, Locale locale) {
        var alert = seen.alert();
        var facts = alert.facts().stream().map(fact -> fact(alert, fact, locale)).toArray();
        var sentence = messages.getMessage("alert." + alert.kind().wire(), facts, locale);
        return new AlertRow(
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
}
