package dev.baton.agent;

import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.OutgoingLimits;
import dev.baton.platform.http.OutgoingRequest;
import dev.baton.platform.http.RefusalReason;
import dev.baton.platform.http.RequestHeaders;
import dev.baton.prompt.Dialogue;
import dev.baton.vault.Vault;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;

/** An agent at an address of somebody's own; the contract is docs/http-agents.md. */
@Component
class HttpAgentKind implements AgentKind {

    static final String SECRET = "agent.http.secret";
    static final String SIGNING_SECRET = "agent.http.signing";

    private static final int LONGEST_URL = 1_000;
    private static final int LONGEST_SECRET = 4_000;
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final OutgoingHttp http;
    private final Vault vault;
    private final RequestPrices prices;
    private final HttpAgentMetrics metrics;
    private final Clock clock;

    HttpAgentKind(
            OutgoingHttp http,
            Vault vault,
            RequestPrices prices,
            HttpAgentMetrics metrics,
            Clock clock) {
        this.http = http;
        this.vault = vault;
        this.prices = prices;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public boolean hasHeartbeat() {
        return true;
    }

    @Override
    public ObjectNode configure(AgentId agent, ObjectNode wanted, @Nullable ObjectNode current) {
        var form = new ConfigurationForm(wanted);
        var before =
                current == null
                        ? null
                        : AgentConfiguration.read(
                                AgentConfiguration.write(current), HttpAgentConfiguration.class);
        var url = form.text("url", LONGEST_URL);
        checkUrl(form, "url", url);
        var healthUrl = form.optionalText("health_url", LONGEST_URL);
        checkUrl(form, "health_url", healthUrl);
        var header = form.optionalText("secret_header", 100);
        var moved = before != null && !sameHost(before.url(), url);
        var secret =
                secret(
                        form,
                        "secret",
                        SECRET,
                        agent,
                        before == null ? null : before.secret(),
                        moved);
        var signing =
                secret(
                        form,
                        "signing_secret",
                        SIGNING_SECRET,
                        agent,
                        before == null ? null : before.signingSecret(),
                        moved);
        if ((header == null) != (secret == null)) {
            form.fault(
                    header == null ? "secret_header" : "secret",
                    "secret_pair",
                    "The header and its secret belong together.");
        }
        checkHeader(form, header);
        var stream = form.flag("stream", false);
        form.refuseOthers();
        form.refuseIfWrong();
        return AgentConfiguration.of(
                new HttpAgentConfiguration(url, healthUrl, stream, header, secret, signing));
    }

    @Override
    public ObjectNode shown(ObjectNode configuration) {
        var shown = configuration.deepCopy();
        shown.put("secret_set", !shown.path("secret").isNull());
        shown.put("signing_secret_set", !shown.path("signing_secret").isNull());
        shown.remove("secret");
        shown.remove("signing_secret");
        return shown;
    }

    @Override
    public PreparedCall prepare(Agent agent, AgentCall call) {
        if (!(call.body().path("messages") instanceof ArrayNode messages)) {
            throw new MessagesMissing();
        }
        var input = new Dialogue(messages).question().orElseThrow(MessagesMissing::new);
        var where = agent.configuration(HttpAgentConfiguration.class);
        return new HttpAgentCall(
                http,
                clock,
                new HttpAgentRequest(
                        agent,
                        call,
                        input,
                        where,
                        open(agent.id(), SECRET, where.secret()),
                        open(agent.id(), SIGNING_SECRET, where.signingSecret())),
                prices.of(agent, call.caller()),
                metrics);
    }

    /** Any answer that is no server error is a sign of life. */
    @Override
    public AgentCondition check(Agent agent) {
        var where = agent.configuration(HttpAgentConfiguration.class);
        var url = where.healthUrl() == null ? where.url() : where.healthUrl();
        var limits = OutgoingLimits.DEFAULT.withTotal(CHECK).truncatingAt(0);
        var start = System.nanoTime();
        try {
            var answer = http.send(OutgoingRequest.get(URI.create(url)).within(limits));
            return answer.status() < 500
                    ? AgentCondition.usable(answer.latency())
                    : AgentCondition.unusable(
                            "failing", "It answers " + answer.status() + ".", answer.latency());
        } catch (OutgoingFailure e) {
            return AgentCondition.unusable(
                    e.kind().isTimeout() ? "timeout" : "unreachable",
                    String.valueOf(e.getMessage()),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private @Nullable String open(AgentId agent, String purpose, @Nullable String sealed) {
        return sealed == null ? null : vault.open(agent.tenant(), purpose, agent.value(), sealed);
    }

    /** A secret that is left out stays, unless the address moved: then it must be given again. */
    private @Nullable String secret(
            ConfigurationForm form,
            String key,
            String purpose,
            AgentId agent,
            @Nullable String before,
            boolean moved) {
        if (!form.names(key)) {
            if (before != null && moved) {
                form.fault(
                        key,
                        "secret_again",
                        "The address is at another host: the secret must be given again.");
            }
            return before;
        }
        var plain = form.optionalText(key, LONGEST_SECRET);
        if (plain != null && !RequestHeaders.isAllowedValue(plain)) {
            form.fault(key, "secret_refused", "A secret is of visible ASCII characters.");
        }
        return plain == null ? null : vault.seal(agent.tenant(), purpose, agent.value(), plain);
    }

    private void checkUrl(ConfigurationForm form, String key, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        try {
            http.refusal(new URI(text))
                    .filter(reason -> reason != RefusalReason.UNRESOLVED)
                    .ifPresent(
                            reason ->
                                    form.fault(
                                            key,
                                            "address_refused",
                                            "The address is refused: " + reason.code() + ".",
                                            reason.code()));
        } catch (URISyntaxException e) {
            form.fault(key, "url_wanted", "A full http or https address is wanted.");
        }
    }

    private static void checkHeader(ConfigurationForm form, @Nullable String header) {
        if (header == null) {
            return;
        }
        if (!RequestHeaders.isAllowedName(header) || HttpAgentRequest.isOurs(header)) {
            form.fault("secret_header", "header_refused", "This header cannot be set.");
        }
    }

    /** A secret that went out encrypted must not follow to where it would go out readable. */
    private static boolean sameHost(String one, String other) {
        try {
            var before = new URI(one);
            var now = new URI(other);
            return String.valueOf(before.getScheme()).equalsIgnoreCase(now.getScheme())
                    && String.valueOf(before.getRawAuthority())
                            .equalsIgnoreCase(now.getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
