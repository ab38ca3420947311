package dev.baton.approval;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Settings of approvals.
 *
 * @param retention how long those that ended are kept, {@code MESSAGE_RETENTION}
 */
@ConfigurationProperties("baton.approval")
record ApprovalProperties(@DefaultValue("90d") Duration retention) {}
