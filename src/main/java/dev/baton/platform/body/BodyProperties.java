package dev.baton.platform.body;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How big a request may be.
 *
 * @param maxSize {@code MAX_BODY_SIZE}, of the body as sent
 */
@ConfigurationProperties("baton.body")
record BodyProperties(@DefaultValue("4MB") DataSize maxSize) {}
