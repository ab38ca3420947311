package dev.baton.identity;

/**
 * Where an attempt to sign in comes from.
 *
 * @param place the client's IP address or its network
 */
public record SignInOrigin(String place, KnownDevice device) {}
