package dev.baton.platform.http;

import dev.baton.platform.http.OutgoingFailure.Kind;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The addresses of an origin after the check. This is the only place that resolves a name, and
 * connections go to exactly what it gives: a name that answers differently the next time (DNS
 * rebinding) finds nobody to ask.
 */
final class SafeAddresses implements AutoCloseable {

    private final NameLookup lookup;
    private final AddressPolicy policy;

    SafeAddresses(NameLookup lookup, AddressPolicy policy) {
        this.lookup = lookup;
        this.policy = policy;
    }

    /** Fails with an {@link OutgoingFailure}; one refused address refuses them all. */
    CompletableFuture<List<InetAddress>> of(Origin origin) {
        InetAddress literal = origin.literal();
        CompletableFuture<List<InetAddress>> found =
                literal == null
                        ? lookup.start(origin.host())
                        : CompletableFuture.completedFuture(List.of(literal));
        return found.handle(
                (addresses, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(unresolved(origin));
                    }
                    for (InetAddress address : addresses) {
                        check(origin, address);
                    }
                    return addresses;
                });
    }

    static OutgoingFailure unresolved(Origin origin) {
        return OutgoingFailure.refused(
                Kind.DNS,
                RefusalReason.UNRESOLVED,
                "The name %s cannot be resolved".formatted(origin.host()));
    }

    @Override
    public void close() {
        lookup.close();
    }

    private void check(Origin origin, InetAddress address) {
        policy.refusal(address)
                .ifPresent(
                        reason -> {
                            throw new CompletionException(
                                    OutgoingFailure.refused(
                                            Kind.REFUSED_ADDRESS,
                                            reason,
                                            "%s leads to an address that is not allowed (%s)"
                                                    .formatted(origin.host(), reason.code())));
                        });
    }
}
