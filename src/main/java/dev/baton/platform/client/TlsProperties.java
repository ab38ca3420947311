package dev.baton.platform.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server proves with who it is, both in PEM; both are empty where a proxy does that.
 *
 * @param certificate {@code TLS_CERTIFICATE}: file of the certificate and its chain
 * @param privateKey {@code TLS_PRIVATE_KEY}: file of the key, without a password
 */
@ConfigurationProperties("baton.tls")
record TlsProperties(@DefaultValue("") String certificate, @DefaultValue("") String privateKey) {}
