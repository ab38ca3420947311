package dev.baton.trigger;

import dev.baton.limit.AddressLimits;
import dev.baton.limit.Limit;
import dev.baton.limit.RateLimits;
import dev.baton.platform.Ids;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.trace.Trace;
import dev.baton.run.CallingRun;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.trigger.TriggerKind.Hook;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import tools.jackson.core.JacksonException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Takes in requests from outside: the token in the address, and a signature, are their right. */
@Service
public class Hooks {

    private static final int LONGEST_ID = 255;
    private static final List<String> DELIVERY = List.of("webhook-id", "X-GitHub-Delivery");
    private static final List<String> TOLD =
            List.of(
                    "content-type",
                    "user-agent",
                    "webhook-id",
                    "x-github-event",
                    "x-github-delivery");

    private final TriggerStore triggers;
    private final FiringStore firings;
    private final Firings planner;
    private final HookSecrets secrets;
    private final Makers makers;
    private final RequestedFirings requests;
    private final TenantDirectory tenants;
    private final RateLimits limits;
    private final AddressLimits addresses;
    private final Clock clock;

    Hooks(
            TriggerStore triggers,
            FiringStore firings,
            Firings planner,
            HookSecrets secrets,
            Makers makers,
            RequestedFirings requests,
            TenantDirectory tenants,
            RateLimits limits,
            AddressLimits addresses,
            Clock clock) {
        this.triggers = triggers;
        this.firings = firings;
        this.planner = planner;
        this.secrets = secrets;
        this.makers = makers;
        this.requests = requests;
        this.tenants = tenants;
        this.limits = limits;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * What came.
     *
     * @param headers by name, whatever the case; null for none
     * @param address of the caller
     */
    public record Request(Function<String, @Nullable String> headers, byte[] body, String address) {

        @Nullable String header(String name) {
            return headers.apply(name);
        }
    }

    /**
     * The trigger with this token, before anything else of a request is read. Whoever knows one is
     * no stranger: only those who know none use up the limit of their address, so that a flood of
     * invented tokens holds up no sender behind the same address.
     */
    public Trigger find(String token, String address) {
        var trigger = triggers.byToken(HookSecrets.hash(token)).orElse(null);
        if (trigger == null || !(trigger.kind() instanceof Hook)) {
            addresses.check(address);
            addresses.charge(address);
            throw new HookNotFound();
        }
        return trigger;
    }

    /** The run that began; a delivery that comes again finds the same. */
    public UUID receive(Trigger trigger, Request request, Trace trace) {
        if (!(trigger.kind() instanceof Hook hook)) {
            throw new HookNotFound();
        }
        check(trigger, hook, request);
        if (!trigger.isActive()) {
            throw new TriggerNotActive(trigger.status());
        }
        var tenant = tenants.get(trigger.id().tenant());
        if (!tenant.isActive()) {
            throw new TriggerNotActive(TriggerStatus.STOPPED);
        }
        var maker = makers.acting(trigger).orElse(null);
        if (maker == null) {
            planner.stop(trigger);
            throw new TriggerNotActive(TriggerStatus.STOPPED);
        }
        if (maker.key() != null) {
            maker.key().requireAllowedFrom(request.address());
        }
        limits.take(limits(trigger, hook, maker, tenant));
        var key = key(request);
        return firings.find(trigger.id(), key)
                .map(Firing::id)
                .orElseGet(() -> begin(trigger, maker.actor(), key, request, trace));
    }

    /**
     * Its own, and those of whom it acts as, so that it is no way around them. What a person may do
     * in the console is not used up by what others send.
     */
    private List<Limit> limits(Trigger trigger, Hook hook, Makers.Acting maker, Tenant tenant) {
        var all = new ArrayList<Limit>();
        all.add(new Limit(Limit.Scope.TRIGGER, trigger.id().value().toString(), hook.perMinute()));
        limits.of(maker.actor(), tenant, maker.requestsPerMinute()).stream()
                .filter(limit -> limit.scope() != Limit.Scope.USER)
                .forEach(all::add);
        return all;
    }

    private UUID begin(Trigger trigger, Actor by, String key, Request request, Trace trace) {
        var cause = Map.of("headers", told(request), "body", body(request));
        var caller = request.header(CallingRun.HEADER);
        return requests.begin(trigger, Ids.next(), key, cause, trace, by, caller);
    }

    private void check(Trigger trigger, Hook hook, Request request) {
        if (hook.signature() == HookSignature.NONE) {
            return;
        }
        var secret = secrets.open(trigger.id(), triggers.secret(trigger.id()).orElseThrow());
        var signed =
                switch (hook.signature()) {
                    case NONE -> true;
                    case STANDARD ->
                            HookSecrets.isStandard(
                                    secret,
                                    request.header("webhook-id"),
                                    request.header("webhook-timestamp"),
                                    request.header("webhook-signature"),
                                    request.body(),
                                    clock.instant());
                    case GITHUB ->
                            HookSecrets.isGithub(
                                    secret, request.header("X-Hub-Signature-256"), request.body());
                };
        if (!signed) {
            throw new HookRefused("The signature does not fit, or is older than five minutes.");
        }
    }

    /** A request that names no delivery is one of its own. */
    private static String key(Request request) {
        for (var name : DELIVERY) {
            var id = request.header(name);
            if (id != null && !id.isBlank() && id.length() <= LONGEST_ID) {
                return "hook " + HexFormat.of().formatHex(HookSecrets.hash(id));
            }
        }
        return "hook " + Ids.next();
    }

    private static Map<String, Object> told(Request request) {
        var told = new HashMap<String, Object>();
        for (var name : TOLD) {
            var value = request.header(name);
            if (value != null) {
                told.put(name, value);
            }
        }
        return told;
    }

    /** JSON as it is, where it says that it is; else text. */
    private static Object body(Request request) {
        var type = String.valueOf(request.header("Content-Type")).toLowerCase(Locale.ROOT);
        var text = new String(request.body(), StandardCharsets.UTF_8);
        if (!type.contains("json") || text.isBlank()) {
            return text;
        }
        try {
            var value = JsonValues.value(text);
            return value == null ? "" : value;
        } catch (JacksonException malformed) {
            throw new BadInput("hook_body_invalid", "The body is no JSON.");
        }
    }
}
