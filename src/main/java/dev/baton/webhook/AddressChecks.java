package dev.baton.webhook;

import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.OutgoingLimits;
import dev.baton.platform.http.OutgoingRequest;
import dev.baton.platform.http.RefusalReason;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Service;

/**
 * Looks whether an address that somebody is just typing can be sent to. It asks for the head only, so
 * nothing happens at the other end.
 */
@Service
public class AddressChecks {

    private static final OutgoingLimits LIMITS =
            OutgoingLimits.DEFAULT
                    .withConnect(Duration.ofSeconds(3))
                    .withFirstByte(Duration.ofSeconds(3))
                    .withTotal(Duration.ofSeconds(5))
                    .truncatingAt(0);

    private final OutgoingHttp http;

    AddressChecks(OutgoingHttp http) {
        this.http = http;
    }

    @Requires(Permission.WEBHOOKS_WRITE)
    public AddressCheck check(String address, Actor by) {
        try {
            var url = new URI(address.strip());
            var encrypted = "https".equalsIgnoreCase(url.getScheme());
            return http.refusal(url)
                    .map(RefusalReason::code)
                    .map(reason -> AddressCheck.refused(encrypted, reason))
                    .orElseGet(() -> ask(url, encrypted));
        } catch (URISyntaxException malformed) {
            return AddressCheck.refused(false, "invalid");
        }
    }

    private AddressCheck ask(URI url, boolean encrypted) {
        var start = System.nanoTime();
        var head = OutgoingRequest.get(url);
        var request =
                new OutgoingRequest("HEAD", url, head.headers(), head.body(), LIMITS)
                        .with("User-Agent", "Baton");
        try (var exchange = http.open(request)) {
            return AddressCheck.answered(encrypted, exchange.status(), since(start));
        } catch (OutgoingFailure failure) {
            return failure.reason()
                    .map(reason -> AddressCheck.refused(encrypted, reason.code()))
                    .orElseGet(
                            () ->
                                    AddressCheck.silent(
                                            encrypted,
                                            failure.kind().name().toLowerCase(Locale.ROOT),
                                            since(start)));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
