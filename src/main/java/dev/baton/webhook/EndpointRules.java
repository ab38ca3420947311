package dev.baton.webhook;

import dev.baton.event.EventCatalogue;
import dev.baton.event.EventPattern;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.RequestHeaders;
import dev.baton.platform.problem.FieldProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the settings of an endpoint must be like. */
@Component
class EndpointRules {

    static final int MAX_ENDPOINTS = 100;

    private static final int MAX_URL = 2_000;
    private static final int MAX_DESCRIPTION = 200;
    private static final int MAX_PATTERNS = 50;
    private static final int MAX_HEADERS = 20;
    private static final int MAX_HEADER_NAME = 100;
    private static final int MAX_HEADER_VALUE = 1_000;

    /** Headers that say who we are, how the body is framed or that it is signed. */
    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "content-length",
                    "content-type",
                    "transfer-encoding",
                    "connection",
                    "upgrade",
                    "te",
                    "trailer",
                    "expect",
                    "user-agent",
                    "accept-encoding",
                    "traceparent",
                    "webhook-id",
                    "webhook-timestamp",
                    "webhook-signature",
                    "webhook-sequence");

    private final OutgoingHttp http;
    private final EventCatalogue catalogue;

    EndpointRules(OutgoingHttp http, EventCatalogue catalogue) {
        this.http = http;
        this.catalogue = catalogue;
    }

    /** Refuses with all faults at once; resolves the name, so call it without a transaction. */
    void check(EndpointSettings settings) {
        var faults = new ArrayList<FieldProblem>();
        checkUrl(settings.url(), faults);
        if (settings.description().length() > MAX_DESCRIPTION) {
            faults.add(
                    new FieldProblem(
                            "description", "too_long", "at most " + MAX_DESCRIPTION + " characters"));
        }
        checkPatterns(settings.patterns(), faults);
        checkHeaders(settings.headers(), faults);
        checkRules(settings.rules(), faults);
        if (!faults.isEmpty()) {
            throw new EndpointRefused(faults);
        }
    }

    private void checkUrl(String url, List<FieldProblem> faults) {
        if (url.length() > MAX_URL) {
            faults.add(new FieldProblem("url", "too_long", "at most " + MAX_URL + " characters"));
            return;
        }
        try {
            http.refusal(new URI(url))
                    .ifPresent(
                            reason ->
                                    faults.add(
                                            new FieldProblem(
                                                    "url",
                                                    reason.name().toLowerCase(Locale.ROOT),
                                                    "this address is refused: "
                                                            + reason.name()
                                                                    .toLowerCase(Locale.ROOT)
                                                                    .replace('_', ' '))));
        } catch (URISyntaxException malformed) {
            faults.add(new FieldProblem("url", "invalid", "must be an http or https address"));
        }
    }

    private static void checkRules(DeliveryRules rules, List<FieldProblem> faults) {
        var rate = rules.perSecond();
        if (rate != null && (rate < 1 || rate > DeliveryRules.MOST_PER_SECOND)) {
            faults.add(
                    new FieldProblem(
                            "per_second",
                            "out_of_range",
                            "between 1 and " + DeliveryRules.MOST_PER_SECOND));
        }
        var timeout = rules.timeout().toSeconds();
        if (timeout < 1 || timeout > DeliveryRules.LONGEST_TIMEOUT_SECONDS) {
            faults.add(
                    new FieldProblem(
                            "timeout_seconds",
                            "out_of_range",
                            "between 1 and " + DeliveryRules.LONGEST_TIMEOUT_SECONDS));
        }
        if (rules.orderingKey() != null && !OrderingKey.isValid(rules.orderingKey())) {
            faults.add(
                    new FieldProblem(
                            "ordering_key",
                            "invalid",
                            "must be endpoint, subject or a field such as data.agent_id"));
        }
        if (RetryPlan.parse(rules.retryPlan()).isEmpty()) {
            faults.add(
                    new FieldProblem(
                            "retry_plan",
                            "invalid",
                            "must be standard, short, none or up to nine waits such as 5s 5m 1h"));
        }
    }

    private void checkPatterns(List<String> patterns, List<FieldProblem> faults) {
        if (patterns.isEmpty()) {
            faults.add(new FieldProblem("events", "required", "choose at least one event"));
        }
        if (patterns.size() > MAX_PATTERNS) {
            faults.add(new FieldProblem("events", "too_many", "at most " + MAX_PATTERNS));
        }
        for (var pattern : patterns) {
            if (catalogue.matching(new EventPattern(pattern)).isEmpty()) {
                faults.add(
                        new FieldProblem("events", "unknown", "there is no event " + pattern));
            }
        }
    }

    private static void checkHeaders(List<EndpointHeader> headers, List<FieldProblem> faults) {
        if (headers.size() > MAX_HEADERS) {
            faults.add(new FieldProblem("headers", "too_many", "at most " + MAX_HEADERS));
        }
        var seen = new HashSet<String>();
        for (var header : headers) {
            var name = header.name().toLowerCase(Locale.ROOT);
            if (name.length() > MAX_HEADER_NAME || !RequestHeaders.isAllowedName(name)) {
                faults.add(
                        new FieldProblem(
                                "headers", "invalid", "cannot be sent: " + header.name()));
            } else if (OURS.contains(name)) {
                faults.add(
                        new FieldProblem(
                                "headers", "reserved", header.name() + " is set by Baton"));
            } else if (!seen.add(name)) {
                faults.add(
                        new FieldProblem("headers", "repeated", header.name() + " appears twice"));
            }
            if (header.value().length() > MAX_HEADER_VALUE
                    || !RequestHeaders.isAllowedValue(header.value())) {
                faults.add(
                        new FieldProblem(
                                "headers",
                                "invalid",
                                "the value of "
                                        + header.name()
                                        + " must be printable ASCII of at most "
                                        + MAX_HEADER_VALUE
                                        + " characters"));
            }
        }
    }
}
