package dev.baton.work;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantWeights;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Who this instance is, which time it works by and how much of it each tenant is due. */
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    @Bean
    InstanceId instanceId() {
        return new InstanceId(Ids.next());
    }

    @Bean
    Weights weights(TenantWeights weights) {
        return Weights.of(weights);
    }

    @Bean
    DatabaseTime workTime(Clock clock, JdbcTemplate jdbc) {
        return new DatabaseTime(
                clock,
                System::nanoTime,
                () ->
                        jdbc.queryForList("SELECT UTC_TIMESTAMP(6)", LocalDateTime.class)
                                .getFirst()
                                .toInstant(ZoneOffset.UTC));
    }
}
