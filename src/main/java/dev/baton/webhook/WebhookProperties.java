package dev.baton.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param retention how long a delivery and its attempts are kept after the last of them ({@code
 *     DELIVERY_RETENTION})
 */
@ConfigurationProperties("baton.webhook")
record WebhookProperties(@DefaultValue("30d") Duration retention) {}
