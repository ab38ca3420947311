package dev.baton.model;

/**
 * Tokens of one call.
 *
 * @param cachedInput part of {@code input} that the provider served from its cache
 * @param cacheWrites part of {@code input} that the provider put into its cache, for a surcharge
 * @param estimated counted by us because the provider did not say
 */
public record TokenUsage(
        long input, long cachedInput, long cacheWrites, long output, boolean estimated) {

    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, false);

    /** Usage of a provider that takes no surcharge for filling its cache. */
    public TokenUsage(long input, long cachedInput, long output, boolean estimated) {
        this(input, cachedInput, 0, output, estimated);
    }
}
