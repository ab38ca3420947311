package dev.baton.platform.http;

import java.util.Locale;

/**
 * Why a URL is refused before anything is sent. The sentence for people is the message {@code
 * outgoing.refusal.<code>}.
 */
public enum RefusalReason {
    /** Not an absolute {@code http} or {@code https} URL. */
    SCHEME,
    /** The host is missing or not a name or address. */
    HOST,
    /** The URL carries a user name or password. */
    USER_INFO,
    /** A port below 1024 that is neither 80 nor 443. */
    PORT,
    /** The name does not resolve. */
    UNRESOLVED,
    /** This machine itself. */
    LOOPBACK,
    /** A private network. */
    PRIVATE,
    /** The local link, or the metadata service of a cloud. */
    LINK_LOCAL,
    /** An IPv6 address that hides another address: mapped, NAT64, 6to4, Teredo. */
    TRANSLATED,
    /** Multicast, documentation, benchmarks or otherwise not a host on the internet. */
    RESERVED;

    /** Stable and lower case, for message keys and API errors. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
