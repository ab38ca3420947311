package dev.baton.platform.proxy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * Who is believed about where a request comes from.
 *
 * @param trusted {@code TRUSTED_PROXIES}: addresses and ranges
 */
@ConfigurationProperties("baton.proxies")
record ProxyProperties(@DefaultValue List<String> trusted) {}
